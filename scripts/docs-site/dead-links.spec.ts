import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
/** One sentence for each dead link. */
function deadLinks(directory: string): string[] {
  const { stderr, error } = spawnSync(process.execPath, [join(__dirname, 'dead-links.mjs'), directory], {
    encoding: 'utf8',
  });
  if (error) throw error;
  return stderr.split('\n').filter(Boolean);
}

it('finds no dead link or anchor in the Markdown of this checkout', () => {
  expect(deadLinks(ROOT)).toEqual([]);
});

it('tells one from a living one', () => {
  const directory = mkdtempSync(join(tmpdir(), 'knockem-links-'));
  try {
    writeFileSync(
      join(directory, 'A.md'),
      '# One `two`: three\n\n[b](B.md#4-a-b) [own](#one-two-three) `[c](D.md)`\n',
    );
    writeFileSync(
      join(directory, 'B.md'),
      '# 4. A: b\n\n[gone](A.md#one)\n[away](C.md) [web](https://x.example/C.md)\n',
    );
    expect(deadLinks(directory)).toEqual([
      'B.md:3: A.md#one leads to no heading of that page',
      'B.md:3: C.md leads to no file',
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
