import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string };
const changelog = readFileSync(resolve(ROOT, 'CHANGELOG.md'), 'utf8');
const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
const released = headings.filter((heading) => heading !== 'Unreleased');
const numbers = (text: string) => text.split('.').map(Number);
const isAbove = (one: number[], other: number[]): boolean => {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at >= 0 && one[at] > other[at];
};

it('has a version of three numbers, as semantic versioning has', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

it('tells of every release by its version and day, newest first, and of what is not released at the top', () => {
  expect(released.filter((heading) => !/^\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)$/.test(heading))).toEqual([]);
  expect(headings.indexOf('Unreleased')).toBeLessThanOrEqual(0);
  const versions = released.map((heading) => numbers(heading.split(' ')[0]));
  expect(versions.slice(1).filter((each, at) => !isAbove(versions[at], each))).toEqual([]);
});

// Between two releases package.json has the last one's version, or the next one's already; before the first, the first's.
it('has the version of the newest release, or a later one while there is something unreleased', () => {
  const [newest] = released.map((heading) => heading.split(' ')[0]);
  if (newest === undefined) expect(headings).toContain('Unreleased');
  else if (headings.includes('Unreleased') && newest !== version)
    expect([version, isAbove(numbers(version), numbers(newest))]).toEqual([version, true]);
  else expect(version).toBe(newest);
});

it('tells each change once', () => {
  const entries = changelog.split(/^(?=- |#|\*\*)/m).filter((part) => part.startsWith('- '));
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.filter((entry, at) => entries.indexOf(entry) !== at)).toEqual([]);
});
