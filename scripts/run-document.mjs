// Runs the `sh` blocks of a page as a reader would: top to bottom, in one shell.
//   node scripts/run-document.mjs docs/tutorial.md           in this checkout, all of them
//   node scripts/run-document.mjs --aside docs/cli.md        as the tests do: in a directory and on a stack of its own,
//                                                            without what the page says is not run there
// Prints each block and what it says; ends with the exit code of the first block that fails.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { blocksOf } from './documents/blocks.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Where a reader would see the refusal, the test must end. */
const STRICT = 'curl() { command curl --fail-with-body "$@"; }\n';
const GATEWAY = 'http://127.0.0.1:8080';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { aside: { type: 'boolean', default: false } },
});
const [page] = positionals;
if (!page) {
  console.error('usage: node scripts/run-document.mjs [--aside] PAGE.md');
  process.exit(2);
}
const all = blocksOf(ROOT, page);
const blocks = values.aside ? all.filter(isRunHere) : all.filter(({ file }) => file === undefined);
if (blocks.length === 0) {
  console.error(`${page} has no sh blocks to run`);
  process.exit(2);
}
process.exitCode = values.aside
  ? await runAside()
  : await run(
      blocks.map(({ text }) => text),
      process.cwd(),
      process.env,
    );

function isRunHere({ notRun, needs, line }) {
  const why = notRun ?? (needs && !answers(needs) ? `${needs} does not answer here` : undefined);
  if (why) console.log(`# ${page}:${line} is left out: ${why}`);
  return why === undefined;
}

function answers(tool) {
  return spawnSync(tool, ['version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** From a file, not stdin: a command that reads its input must not eat the commands after it. */
async function run(texts, cwd, env) {
  const directory = mkdtempSync(join(tmpdir(), 'knockem-document-'));
  const file = join(directory, 'blocks.sh');
  writeFileSync(file, texts.join('\n'));
  const shell = spawn('bash', ['-e', '-o', 'pipefail', '-v', file], { stdio: 'inherit', cwd, env });
  const status = await new Promise((settle) => shell.once('close', (code) => settle(code ?? 1)));
  rmSync(directory, { recursive: true, force: true });
  return status;
}

async function runAside() {
  const directory = mkdtempSync(join(tmpdir(), 'knockem-document-'));
  try {
    layOut(directory);
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('KNOCKEM_'));
    const env = {
      ...Object.fromEntries(own),
      PATH: `${join(directory, 'bin')}:${process.env.PATH}`,
    };
    const status = await run([STRICT, ...blocks.map(inDirectory)], directory, env);
    spawnSync(join(ROOT, 'bin/knockem'), ['down', '--data-dir', join(directory, 'var')], { stdio: 'ignore' });
    return status;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The checkout as a reader has it, but for its data, and a command that runs for whoever has no cgroups of their own. */
function layOut(directory) {
  const apart = new Set(['var', 'bin', '.git']);
  for (const name of readdirSync(ROOT))
    if (!apart.has(name)) symlinkSync(join(ROOT, name), join(directory, name));
  for (const name of ['bin', 'var/images']) mkdirSync(join(directory, name), { recursive: true });
  const command = join(directory, 'bin/knockem');
  const real = JSON.stringify(join(ROOT, 'bin/knockem'));
  writeFileSync(
    command,
    `#!/bin/sh\n[ "$1" = up ] && shift && exec ${real} up --allow-unlimited "$@"\nexec ${real} "$@"\n`,
  );
  chmodSync(command, 0o755);
}

/** The stack of the page takes a free port where the usual one is taken. */
function inDirectory({ text, file }) {
  // The checkout may have one of that name, which is only linked to.
  if (file !== undefined)
    return `rm -f ${JSON.stringify(file)}; cat > ${JSON.stringify(file)} <<'END_OF_FILE'\n${text}END_OF_FILE\n`;
  if (!text.includes(GATEWAY)) return text;
  const asked = `$(node -p 'JSON.parse(require("fs").readFileSync("var/stack.json")).gatewayUrl')`;
  return text.replaceAll(GATEWAY, asked);
}
