// Real: files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { type TempDirectory, tempDirectory } from '#testing';
import { readExit, readFrom, readIfThere, tailOf } from './run-files';
import { ExecutorDirectory, type RunDirectory } from './executor-directory';

let directory: TempDirectory;
let run: RunDirectory;
beforeEach(() => {
  directory = tempDirectory();
  run = new ExecutorDirectory(directory.path).run('a');
  mkdirSync(run.path, { recursive: true });
});
afterEach(() => directory.remove());

it('takes a file that cannot be read for no answer, and not for one that is not there', () => {
  expect([readExit(run), readIfThere(run.result)]).toEqual([undefined, undefined]);
  mkdirSync(run.exit);
  mkdirSync(run.result);
  expect(() => readExit(run)).toThrow('EISDIR');
  expect(() => readIfThere(run.result)).toThrow('EISDIR');
});

it('reads a part of the output, its tail, and nothing where there is none', () => {
  expect([tailOf(run.output), readFrom(run.output, 0, 10).length]).toEqual(['', 0]);
  writeFileSync(run.output, 'x'.repeat(70_000) + 'end');
  expect(tailOf(run.output)).toBe('x'.repeat(65_533) + 'end');
  expect(readFrom(run.output, 69_998, 4).toString()).toBe('xxen');
  expect(readFrom(run.output, 80_000, 4).toString()).toBe('');
});
