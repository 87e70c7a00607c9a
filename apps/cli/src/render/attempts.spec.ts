import type { Schemas } from '#client';
import { renderAttempts } from './attempts';

type Attempt = Schemas['CompetitionAttempt'];

const attempt = (number: number, more: Partial<Attempt>): Attempt => ({
  ...{ attempt: number, attemptId: `t${number}`, executorId: '1b7c2f6e-0000-4000-8000-000000000001' },
  ...{ state: 'lost', settled: false, outOfMemory: false, warnings: [] },
  ...more,
});
const rendered = (items: Attempt[], more: Partial<Schemas['CompetitionAttempts']> = {}): string[] =>
  renderAttempts(
    { competitionId: 'c', numAttempts: items.length, items, source: 'scheduler', asOf: '', ...more },
    (number) => `knockem logs S --attempt ${number}`,
  ).split('\n');

const FAILED = attempt(2, {
  ...{ state: 'container-error', settled: true, startedAt: '2030-01-01T00:00:00.000Z', durationMs: 120 },
  ...{ exitCode: 137, reason: 'exited with\ncode 137', outOfMemory: true, logDigest: 'd' },
});

it('tells each in a line, which one counts, and where its output is', () => {
  expect(rendered([attempt(1, {}), FAILED])).toEqual([
    'ATTEMPT  COUNTS  STATE            EXECUTOR  STARTED                   TOOK    EXIT  WHY',
    '      1          lost             1b7c2f6e  –                         –       –',
    '      2  yes     container-error  1b7c2f6e  2030-01-01T00:00:00.000Z  0.12 s  137   exited with code 137; out of memory',
    'what one said: knockem logs S --attempt 2',
  ]);
});

it('keeps a long reason to its line', () => {
  const [, line] = rendered([attempt(1, { reason: 'x'.repeat(2000) })]);
  expect(line.length).toBeLessThan(200);
  expect(line).toContain('…');
});

it('says how many it does not tell, and why', () => {
  const many = rendered([FAILED], { numAttempts: 51 });
  expect(many.join('\n')).toContain('50 attempts are not told: these are the newest');
  expect(rendered([], { numAttempts: 1, source: 'records' })).toEqual([
    '1 attempt is not told: the scheduler, which keeps how each went until 30 days after the end, did not tell',
  ]);
  expect(rendered([])).toEqual(['it has not been tried yet']);
});
