// Runs the `sh` blocks of a page of docs/ as a reader would: top to bottom, in one shell, from this checkout.
//   node scripts/run-document.mjs docs/tutorial.md
// Prints each block and what it says; ends with the exit code of the first block that fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [page] = process.argv.slice(2);
if (!page) {
  console.error('usage: node scripts/run-document.mjs PAGE.md');
  process.exit(2);
}
const blocks = [...readFileSync(page, 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
if (blocks.length === 0) {
  console.error(`${page} has no sh blocks`);
  process.exit(2);
}
const directory = mkdtempSync(join(tmpdir(), 'knockem-document-'));
const file = join(directory, 'blocks.sh');
writeFileSync(file, blocks.join('\n'));
// From a file, not stdin: a command that reads its input must not eat the commands after it.
const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-v', file], { stdio: 'inherit' });
rmSync(directory, { recursive: true, force: true });
process.exit(status ?? 1);
