/**
 * Real: every block of commands in README.md and docs/, as a reader would run it, each page on a whole stack of its own in
 * a temporary directory. What a page says is not run, and whatever needs a tool that is not here, is left out and named
 * (docs/commands.md).
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { command } from './stack-under-test';

const ROOT = resolve(__dirname, '..');

interface Block {
  readonly file?: string;
  readonly notRun?: string;
}

/** jest loads no modules of the kind that the pages' reader is. */
function pages(): [string, Block[]][] {
  const program = `import { blocksOf, pagesWithCommands } from './scripts/documents/blocks.mjs';
    process.stdout.write(JSON.stringify(pagesWithCommands('.').map((page) => [page, blocksOf('.', page)])))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    cwd: ROOT,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as [string, Block[]][];
}

const isRun = ({ notRun, file }: Block) => notRun === undefined && file === undefined;
const withCommands = pages().filter(([, blocks]) => blocks.some(isRun));

it.each(withCommands)(
  '%s does what it says',
  async (page) => {
    const runner = join(ROOT, 'scripts/run-document.mjs');
    const end = await command(process.execPath, [runner, '--aside', page], {}, 900_000);
    expect(end.code === 0 ? '' : `${end.stdout}\n${end.stderr}`).toBe('');
  },
  960_000,
);
