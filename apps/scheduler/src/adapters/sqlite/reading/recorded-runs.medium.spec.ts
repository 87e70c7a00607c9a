// Real: SQLite file and the use cases that fill it. Scripted: planner, executors (../../../testing/world).
import { MOST_ATTEMPTS_TOLD } from '#contracts';
import { LEASE_MS } from '../../../testing/scripted-executor';
import { startedSubmission, World } from '../../../testing/world';
import { DocumentRows } from './document-rows';
import { RecordedRuns } from './recorded-runs';

/** Longer than any back-off. */
const LATER_MS = 600_000;

let world: World;
let runs: RecordedRuns;
beforeEach(() => {
  world = new World();
  runs = new RecordedRuns(world.store.database, new DocumentRows(world.store.database));
});
afterEach(() => world.close());

it('tells every attempt at a competition, which of them settled it, and what each reported', () => {
  const { assayId } = startedSubmission(world, 1);
  const silent = world.executor();
  silent.turn();
  world.rescue(LEASE_MS);
  world.ms += LATER_MS;
  const other = world.executor();
  other.turn();
  other.endAll('system-error', { reasonCode: 'no-image', reason: 'no such image' });
  other.turn();
  world.ms += LATER_MS;
  other.turn();
  const logDigest = 'b'.repeat(64);
  const fault = { exitCode: 137, outOfMemory: true, durationMs: 70, logDigest, imageDigest: 'sha256:c' };
  other.endAll('container-error', { ...fault, warnings: ['it wrote much'] });
  other.turn();

  const { attempts, ...told } = runs.attempts({ assayId, ordinal: 0 });
  expect(told).toMatchObject({ numAttempts: 3 });
  const [lost, unmade, settled] = attempts;
  expect(lost).toMatchObject({ attempt: 1, state: 'lost', settled: false, executorId: silent.executorId });
  expect(lost).not.toHaveProperty('startedAt');
  expect(unmade).toMatchObject({
    attempt: 2,
    state: 'system-error',
    settled: false,
    reason: 'no such image',
    reasonCode: 'no-image',
  });
  expect(settled).toMatchObject({
    ...{ attempt: 3, state: 'container-error', settled: true, executorId: other.executorId },
    ...fault,
    reason: 'it was container-error',
    warnings: ['it wrote much'],
  });
  expect(new Set(attempts.map(({ attemptId }) => attemptId)).size).toBe(3);
});

it('keeps what was tried before a retry, and says of none that it settled what runs anew', () => {
  const { id, assayId, planner } = startedSubmission(world, 1);
  const executor = world.executor();
  executor.runDry('container-error');
  planner.conclude('work', 'failed');
  world.journal({ kind: 'submission.retry', body: { submissionId: id, by: 'ada' } });
  executor.turn();
  const states = (): unknown[] =>
    runs.attempts({ assayId, ordinal: 0 }).attempts.map(({ state, settled }) => [state, settled]);
  expect(states()).toEqual([
    ['container-error', false],
    ['leased', false],
  ]);
  executor.endAll();
  executor.turn();
  expect(states()).toEqual([
    ['container-error', false],
    ['succeeded', true],
  ]);
});

it('tells the newest of very many', () => {
  const { assayId } = startedSubmission(world, 1);
  const executor = world.executor();
  const many = MOST_ATTEMPTS_TOLD + 5;
  for (let n = 0; n < many; n++) {
    executor.turn();
    executor.endAll('interrupted');
  }
  executor.turn({ free: 0 });
  const { numAttempts, attempts } = runs.attempts({ assayId, ordinal: 0 });
  expect([numAttempts, attempts.length]).toEqual([many, MOST_ATTEMPTS_TOLD]);
  expect(attempts.at(-1)).toMatchObject({ attempt: many, state: 'interrupted' });
});

it('counts those of an earlier life of the database, of which but the settled one came back', () => {
  const { assayId } = startedSubmission(world, 1);
  const { store } = world;
  const assay = store.getAssay(new DocumentRows(store.database).assayById(assayId)!.row);
  store.transaction(() => {
    const known = { state: 'succeeded', wall: '2030-01-01T00:00:00.000Z' } as const;
    store.insertSettledAttempt({ assayRow: assay.row, ordinal: 0, attempt: 3 }, known);
    store.setAttemptNumber(assay, 0, 3);
  });
  expect(runs.attempts({ assayId, ordinal: 0 })).toMatchObject({
    numAttempts: 3,
    attempts: [{ attempt: 3 }],
  });
});

it('has none before the first, and none of what is not planned or not kept', () => {
  const { id, assayId } = startedSubmission(world, 1);
  expect(runs.attempts({ assayId, ordinal: 0 })).toMatchObject({ numAttempts: 0, attempts: [] });
  expect(() => runs.attempts({ assayId, ordinal: 1 })).toThrow('ordinal 1 is not among them');
  expect(() => runs.attempts({ assayId: id, ordinal: 0 })).toThrow('the scheduler holds no assay');
});
