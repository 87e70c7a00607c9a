import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const PAGE = join(ROOT, 'docs/commands.md');

/** Runs an expression that sees the exports of blocks.mjs, and gives its value. */
function ofBlocks<T>(expression: string): T {
  const program = `import * as blocks from ${JSON.stringify(join(__dirname, 'blocks.mjs'))};
    const root = ${JSON.stringify(ROOT)};
    process.stdout.write(JSON.stringify(${expression}))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    cwd: ROOT,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

it('finds every command in a block that is run, or says why not', () => {
  expect(
    ofBlocks('blocks.pagesWithCommands(root).flatMap((page) => blocks.hiddenCommands(root, page))'),
  ).toEqual([]);
});

it('lists in docs/commands.md what is run and what is not', () => {
  const written = ofBlocks<string>('blocks.commandsPage(root)');
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(PAGE, written);
  expect(existsSync(PAGE) && readFileSync(PAGE, 'utf8')).toBe(written);
});
