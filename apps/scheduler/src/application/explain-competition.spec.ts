import {
  ExplainCompetition,
  type ExplainedAssay,
  type ExplainedAttempt,
  type ExplainedCompetition,
  type ExplainedExecutor,
  type ExplainedSubmission,
} from './explain-competition';

const ASSAY = '11111111-1111-4111-8111-111111111111';
const at = '2026-01-01T00:00:00.000Z';
const submission: ExplainedSubmission = {
  status: 'active',
  held: 0,
  pool: null,
  cpus: 1,
  memoryMb: 256,
  places: 0,
  maxCompetitionsActive: 10,
  changedAt: at,
};
const assay: ExplainedAssay = {
  assayId: ASSAY,
  assayType: 'screenCritical',
  status: 'active',
  reason: null,
  round: 1,
  nextOrdinal: 5,
  numPending: 3,
  numActive: 2,
  changedAt: at,
};
const competition: ExplainedCompetition = {
  status: 'pending',
  reason: null,
  notBeforeMs: 0,
  attempt: 0,
  plannedAt: at,
};
const executor: ExplainedExecutor = {
  state: 'here',
  pool: null,
  cpus: 4,
  memoryMb: 4096,
  slots: 4,
  running: 4,
  lastTurnAt: at,
};

interface Scene {
  submission?: Partial<ExplainedSubmission>;
  assay?: Partial<ExplainedAssay>;
  competition?: Partial<ExplainedCompetition> | null;
  attempt?: ExplainedAttempt;
  executors?: ExplainedExecutor[];
}

const explain = (scene: Scene): unknown =>
  new ExplainCompetition(
    {
      assay: (id) =>
        id === ASSAY
          ? { assay: { ...assay, ...scene.assay }, submission: { ...submission, ...scene.submission } }
          : undefined,
      unfinishedDependencies: () => [{ ...assay, assayType: 'nulldist' }],
      competition: () => (scene.competition === null ? undefined : { ...competition, ...scene.competition }),
      lastAttempt: () => scene.attempt,
      executors: () => scene.executors ?? [executor],
    },
    { now: () => Date.parse(at), monotonic: () => 1000 },
  ).explain(ASSAY, 3);

const attempt: ExplainedAttempt = {
  state: 'running',
  executorId: 'e',
  host: 'lab3',
  grantedAt: at,
  deadlineMs: null,
  reason: 'no image',
};

describe('explaining why a competition is not running', () => {
  it.each<[string, Scene, string]>([
    [
      'dependency',
      { assay: { status: 'blocked' }, competition: null },
      'waits for nulldist (active: 2 running and 3 waiting in its present round)',
    ],
    ['held', { submission: { held: 1 } }, 'held by its user'],
    [
      'backoff',
      { competition: { notBeforeMs: 9000, attempt: 2 }, attempt },
      'attempt 2 ended in a system error: no image; the next may start in 8 s',
    ],
    ['no-executor', { executors: [] }, 'no executor has ever come'],
    ['no-executor', { executors: [{ ...executor, state: 'gone' }] }, '(1 gone); the last one was heard at'],
    [
      'no-executor-fits',
      { submission: { pool: 'gpu' }, executors: [executor, { ...executor, pool: 'lab' }] },
      'no executor of pool gpu is here (here are: 1 no pool, 1 lab)',
    ],
    [
      'no-executor-fits',
      { submission: { memoryMb: 99_999 } },
      '1 CPUs and 99999 MiB; none of 1 executors has that (at most 4 CPUs, 4096 MiB)',
    ],
    ['cap', { submission: { places: 10 } }, 'cap 10/10: '],
    ['no-slot', {}, '4 of 4 slots'],
  ])('%s', (because, scene, detail) => {
    expect(explain(scene)).toMatchObject({
      status: 'pending',
      because,
      detail: expect.stringContaining(detail),
      since: at,
    });
  });

  it('says until when a back-off lasts, and by when a run must have ended', () => {
    const resting = { competition: { notBeforeMs: 9000, attempt: 2 }, attempt };
    expect(explain(resting)).toMatchObject({ until: '2026-01-01T00:00:08.000Z' });
    const running = { competition: { status: 'active', attempt: 1 } };
    expect(explain({ ...running, attempt: { ...attempt, deadlineMs: 31_000 } })).toMatchObject({
      until: '2026-01-01T00:00:30.000Z',
    });
    expect(explain({ ...running, attempt: { ...attempt, state: 'leased' } })).not.toHaveProperty('until');
  });

  it.each([
    ['leased', 'is being prepared (image and inputs) on lab3'],
    ['lost', 'was not heard of in time, and keeps its place, on lab3'],
  ])('says what a %s attempt is doing', (state, doing) => {
    const scene = { competition: { status: 'active', attempt: 1 }, attempt: { ...attempt, state } };
    expect(explain(scene)).toMatchObject({ detail: expect.stringContaining(doing) });
  });

  it('says where it runs, and how it ended', () => {
    const running = { competition: { status: 'active', attempt: 1 }, attempt };
    expect(explain(running)).toMatchObject({
      status: 'active',
      detail: 'attempt 1 runs on lab3 (executor e)',
    });
    const failed = { competition: { status: 'failed', reason: 'exited with 3' } };
    expect(explain(failed)).toMatchObject({ status: 'failed', detail: 'exited with 3' });
  });

  it('has not found what was never planned', () => {
    expect(() => explain({ competition: null })).toThrow('ordinal 3 is not among them');
  });
});
