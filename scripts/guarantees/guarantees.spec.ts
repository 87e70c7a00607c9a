import { existsSync, readFileSync } from 'node:fs';

const FILE = 'docs/guarantees.md';

const rows = readFileSync(FILE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Promise|---)/.test(line));
const cells = (row: string): string[] => row.split(/(?<!\\)\|/).slice(1, -1);

describe(FILE, () => {
  it.each(rows)('names the tests that hold it: %s', (row) => {
    const files = [...(cells(row).at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? '');
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
