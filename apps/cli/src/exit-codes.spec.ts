import { readFileSync } from 'node:fs';
import { EXIT, EXIT_MEANINGS } from './exit-codes';

it('are those of docs/cli.md, in its words', () => {
  const rows = (Object.keys(EXIT) as (keyof typeof EXIT)[]).map(
    (name) => `| ${EXIT[name]} | ${EXIT_MEANINGS[name]} |`,
  );
  const [, section] = readFileSync('docs/cli.md', 'utf8').split('\n## Exit codes\n');
  expect(section.split('\n').filter((line) => /^\| \d/.test(line))).toEqual(rows);
});

it('are distinct', () => {
  expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT).length);
});
