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
    () => 1000,
  ).explain(ASSAY, 3);

const attempt: ExplainedAttempt = {
  state: 'running',
  executorId: 'e',
  host: 'lab3',
  grantedAt: at,
  reason: 'no image',
};

describe('explaining why a competition is not running', () => {
  it.each<[string, Scene, string]>([
    ['dependency', { assay: { status: 'blocked' }, competition: null }, 'waits for nulldist'],
    ['held', { submission: { held: 1 } }, 'held by its user'],
    [
      'backoff',
      { competition: { notBeforeMs: 9000, attempt: 2 }, attempt },
      'attempt 2 ended in a system error: no image; the next may start in 8 s',
    ],
    ['no-executor', { executors: [] }, 'no executor has ever come'],
    ['no-executor', { executors: [{ ...executor, state: 'gone' }] }, 'the last one was heard at'],
    [
      'no-executor-fits',
      { submission: { memoryMb: 99_999, pool: 'gpu' } },
      '1 CPUs and 99999 MiB in pool gpu',
    ],
    ['cap', { submission: { places: 10 } }, '10 of the submission'],
    ['no-slot', {}, '4 of 4 slots'],
  ])('%s', (because, scene, detail) => {
    expect(explain(scene)).toMatchObject({
      status: 'pending',
      because,
      detail: expect.stringContaining(detail),
      since: at,
    });
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
