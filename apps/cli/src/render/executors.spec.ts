import type { ExecutorView } from '#contracts';
import { renderExecutors } from './executors';

const at = Date.parse('2026-01-01T00:01:00Z');
const executor: ExecutorView = {
  executorId: 'e1',
  host: 'lab3',
  state: 'here',
  runtime: 'crun',
  arch: 'x64',
  slots: 4,
  running: 3,
  limitsNotHeld: ['memory', 'pids'],
  version: '0.1.0',
  lastTurnAt: '2026-01-01T00:00:58.000Z',
  runs: [
    {
      submissionId: 's',
      userEmail: 'ada@example.org',
      assayId: 'a',
      assayType: 'nulldist',
      ordinal: 12,
      attempt: 1,
      state: 'running',
      since: '2026-01-01T00:00:30.000Z',
    },
  ],
};

it('tells who is there, what each has to do and cannot hold, and part of what runs', () => {
  const text = renderExecutors([executor], at);
  expect(text).toMatch(/lab3 +here +4 +3 +crun +– +2 s ago/);
  expect(text).toContain('lab3 cannot hold the limits of memory, pids');
  expect(text).toMatch(/lab3 +s\/nulldist\/12 +running +1 +30 s/);
  expect(text).toContain('and 2 more');
});

it('says what to do where there is none', () => {
  expect(renderExecutors([], at)).toContain('knockem up --executors 1');
});
