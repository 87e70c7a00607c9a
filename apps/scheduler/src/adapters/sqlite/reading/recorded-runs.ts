import {
  type AttemptFacts,
  type AttemptsRequest,
  type CompetitionAttempts,
  MOST_ATTEMPTS_TOLD,
  type RecordedRun,
  type RecordedRunRequest,
  type RunTemplate,
} from '#contracts';
import { competitionIdOf, KnockemError, PLACE_HOLDING_STATES } from '#domain';
import type { SchedulerDatabase } from '../open-database';
import type { AssayRow, AttemptRow, CompetitionRow } from '../rows';
import type { DocumentRows } from './document-rows';

/** What runs were given and what they reported, as long as their submission's rows are here. */
export class RecordedRuns {
  constructor(
    private readonly database: SchedulerDatabase,
    private readonly rows: DocumentRows,
  ) {}

  /** Throws `not-found` for what was never run or is no longer kept, `conflict` for what still runs. */
  find({ assayId, ordinal, attempt }: RecordedRunRequest): RecordedRun {
    const { assay, competition } = this.planned(assayId, ordinal);
    const attempts = this.attemptsOf(assay.row, ordinal);
    const run = chosen(attempts, competition, attempt);
    if (PLACE_HOLDING_STATES.includes(run.state)) throw stillRuns(run);
    const { submissionId } = this.rows.submission(assay.submissionRow)!;
    return { submissionId, assayId, ...this.given(assay, competition, run), ...reported(competition, run) };
  }

  /** Every attempt so far; none before the first. Throws `not-found` for what is not planned or no longer kept. */
  attempts({ assayId, ordinal }: AttemptsRequest): CompetitionAttempts {
    const { assay, competition } = this.planned(assayId, ordinal);
    const attempts = this.attemptsOf(assay.row, ordinal);
    return {
      competitionId: competitionIdOf(assayId, ordinal),
      // Of those before a loss of this database only the settled one came back: it bears the number of all.
      numAttempts: competition.attempt,
      attempts: attempts.slice(-MOST_ATTEMPTS_TOLD).map((run) => ({
        attempt: run.attempt,
        attemptId: run.attemptId,
        grantedAt: run.grantedAt,
        ...factsOf(competition, run),
      })),
    };
  }

  private planned(assayId: string, ordinal: number): { assay: AssayRow; competition: CompetitionRow } {
    const assay = this.rows.assayById(assayId);
    if (!assay) throw notKept(assayId);
    const competition = this.rows.competition(assay.row, ordinal);
    if (!competition) throw notPlanned(assay, ordinal);
    return { assay, competition };
  }

  private attemptsOf(assayRow: number, ordinal: number): AttemptRow[] {
    const sql = 'SELECT * FROM attempts WHERE assayRow = ? AND ordinal = ? ORDER BY attempt';
    return this.database.prepare(sql).all(assayRow, ordinal) as AttemptRow[];
  }

  private given(
    assay: AssayRow,
    { ordinal, args, env, seed }: CompetitionRow,
    { attempt, attemptId, timeoutSeconds }: AttemptRow,
  ): Pick<RecordedRun, 'ordinal' | 'competition' | 'template' | 'timeoutSeconds'> {
    const sql = 'SELECT body FROM templates WHERE row = ?';
    const { body } = this.database.prepare(sql).get(assay.templateRow) as { body: string };
    const competition = {
      competitionId: competitionIdOf(assay.assayId, ordinal),
      attemptId,
      attempt,
      args: JSON.parse(args) as string[],
      env: JSON.parse(env) as Record<string, string>,
      seed,
    };
    return { ordinal, competition, template: JSON.parse(body) as RunTemplate, timeoutSeconds };
  }
}

/** The attempt that settled it, else the newest that has ended; a number that is given wins. */
function chosen(
  attempts: readonly AttemptRow[],
  { status, settledAttempt }: CompetitionRow,
  wanted?: number,
): AttemptRow {
  if (wanted !== undefined) {
    const found = attempts.find(({ attempt }) => attempt === wanted);
    if (found) return found;
    const there = attempts.map(({ attempt }) => attempt).join(', ') || 'none';
    throw new KnockemError('not-found', `it has no attempt ${wanted} (attempts: ${there})`);
  }
  const settled = attempts.find(({ attempt }) => attempt === settledAttempt);
  const ended = attempts.filter(({ state }) => !PLACE_HOLDING_STATES.includes(state)).pop();
  const run = settled ?? ended ?? attempts.at(-1);
  if (run) return run;
  throw new KnockemError('conflict', `it is ${status} and has not run yet: there is nothing to run again`);
}

const reported = (
  competition: CompetitionRow,
  run: AttemptRow,
): AttemptFacts & Pick<RecordedRun, 'value' | 'blobDigest' | 'logTail'> => {
  const { settledAttempt, value, blobDigest, logTail } = competition;
  const result = value === null ? null : (JSON.parse(value) as Record<string, unknown>);
  return {
    ...factsOf(competition, run),
    ...(settledAttempt === run.attempt ? known({ value: result, blobDigest, logTail }) : {}),
  };
};

const factsOf = ({ settledAttempt }: CompetitionRow, run: AttemptRow): AttemptFacts => ({
  state: run.state,
  settled: settledAttempt === run.attempt,
  executorId: run.executorId,
  outOfMemory: run.outOfMemory === 1,
  warnings: run.warnings === null ? [] : (JSON.parse(run.warnings) as string[]),
  ...known({
    imageChainId: run.imageChainId,
    imageDigest: run.imageDigest,
    exitCode: run.exitCode,
    reason: run.reason,
    reasonCode: run.reasonCode,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    logDigest: run.logDigest,
  }),
});

/** Without what is null. */
const known = <T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as never;

const notKept = (assayId: string): KnockemError =>
  new KnockemError('not-found', `the scheduler holds no assay ${assayId}`, {
    hint: 'what runs were given is kept for 30 days after the end of their submission',
  });

const notPlanned = ({ assayType, status, nextOrdinal }: AssayRow, ordinal: number): KnockemError =>
  new KnockemError(
    'not-found',
    `assay ${assayType} (${status}) has ${nextOrdinal} competitions of its own so far; ordinal ${ordinal} is not among them`,
  );

const stillRuns = ({ attempt, state }: AttemptRow): KnockemError =>
  new KnockemError('conflict', `attempt ${attempt} is ${state}: it has not ended yet`, {
    hint: 'wait for its end; `knockem logs` shows its output meanwhile',
  });
