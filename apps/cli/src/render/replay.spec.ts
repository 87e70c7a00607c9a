import type { ReplayedRun } from '#contracts';
import { compareRuns } from '../replay/compare-runs';
import { aRecordedRun, aReplayedRun } from '../replay/runs.conformance';
import { renderReplay } from './replay';

const run = aRecordedRun({ value: { numAlpha: 5 } });

const here = (numAlpha: number, more: Partial<ReplayedRun> = {}): ReplayedRun =>
  aReplayedRun({ value: { numAlpha } }, more);

const rendered = (replayed: ReplayedRun, output = '', more: object = {}): string =>
  renderReplay({
    name: 'S/nulldist/3',
    run,
    here: replayed,
    output,
    comparison: compareRuns(run, replayed),
    ...more,
  });

it('shows where it ran, what it said, and both results side by side', () => {
  expect(rendered(here(5), 'one\ntwo\n').split('\n')).toEqual([
    'S/nulldist/3, attempt 2, run again by crun (amd64), in a container of its own',
    'image lab/model:1, layers sha256:ab',
    'took 0.90 s here, 1.20 s when it was recorded',
    '',
    'what it said (stdout and stderr):',
    '  | one',
    '  | two',
    '',
    '           RECORDED   HERE',
    'outcome    succeeded  succeeded',
    'exit code  0          0',
    'numAlpha   5          5',
    '',
    'same result',
  ]);
});

it('says in words whether the image is deterministic', () => {
  const again = here(7);
  const chance = rendered(here(6), '', { again, isRepeatable: false });
  expect(chance).toContain('differs in numAlpha');
  expect(chance).toContain('the image is not deterministic');
  expect(rendered(here(6), '', { again, isRepeatable: true })).toContain(
    'the image repeats itself on this machine',
  );
  expect(rendered(here(6))).not.toContain('second run');
});

it('tells limits that could not be held, and that others shared a container that served', () => {
  const told = rendered(here(6, { limitsNotHeld: ['memory'], served: true }));
  expect(told).toContain('limits that this machine cannot hold: memory');
  expect(told).toContain('here it answered this one alone');
});

it('keeps a list of thousands to its line', () => {
  const long = { ...here(5), report: { ...here(5).report, value: { numAlpha: Array(5000).fill(1) } } };
  const longest = Math.max(
    ...rendered(long)
      .split('\n')
      .map((line) => line.length),
  );
  expect(longest).toBeLessThan(120);
});

it('says why there is nothing to compare with', () => {
  const told = (more: object): string => {
    const recorded = { ...run, ...more };
    return rendered(here(5), '', { run: recorded, comparison: compareRuns(recorded, here(5)) });
  };
  expect(told({ settled: false, value: undefined })).toContain('did not settle its competition');
  expect(told({ state: 'system-error' })).toContain('attempt 2 is system-error');
});
