import type { LiveSubmissionsRequest } from '#contracts';
import type { Statement } from '#sqlite';
import { SUBMISSION_BY_ID } from '../columns';
import type { DeletionRow } from '../submissions/deletions';
import type { AssayRow, AttemptRow, CompetitionRow, InputRow, SubmissionRow } from '../rows';
import type { SchedulerDatabase } from '../open-database';

/** The rows that documents are rendered from, as they are now. Reading only; a row that has gone is undefined. */
export class DocumentRows {
  constructor(private readonly database: SchedulerDatabase) {}

  private readonly statements = new Map<string, Statement<unknown[]>>();

  private prepared(sql: string): Statement<unknown[]> {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare<unknown[]>(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  submission = (row: number): SubmissionRow | undefined =>
    this.prepared('SELECT * FROM submissions WHERE row = ?').get(row) as SubmissionRow | undefined;

  submissionById = (submissionId: string): SubmissionRow | undefined =>
    this.prepared(SUBMISSION_BY_ID).get(submissionId) as SubmissionRow | undefined;

  deletion = (row: number): DeletionRow | undefined =>
    this.prepared('SELECT * FROM deletions WHERE row = ?').get(row) as DeletionRow | undefined;

  /** Newest first. */
  liveSubmissions = ({
    limit = 1000,
    userEmail,
    before,
    beforeId,
  }: LiveSubmissionsRequest): SubmissionRow[] =>
    this.prepared(LIVE_SUBMISSIONS).all({
      limit,
      userEmail: userEmail ?? null,
      before: before ?? null,
      beforeId: beforeId ?? '',
    }) as SubmissionRow[];

  assay = (row: number): AssayRow | undefined =>
    this.prepared('SELECT * FROM assays WHERE row = ?').get(row) as AssayRow | undefined;

  assayById = (assayId: string): AssayRow | undefined =>
    this.prepared('SELECT * FROM assays WHERE assayId = ?').get(assayId) as AssayRow | undefined;

  assaysOf = (submissionRow: number): AssayRow[] =>
    this.prepared('SELECT * FROM assays WHERE submissionRow = ? ORDER BY row').all(
      submissionRow,
    ) as AssayRow[];

  dependsOn = (assayRow: number): AssayRow[] =>
    this.prepared(
      `SELECT assays.* FROM dependencies JOIN assays ON assays.row = dependencies.dependsOnRow
       WHERE dependencies.assayRow = ? ORDER BY assays.row`,
    ).all(assayRow) as AssayRow[];

  input = (row: number): InputRow | undefined =>
    this.prepared('SELECT * FROM inputs WHERE row = ?').get(row) as InputRow | undefined;

  inputById = (inputId: string): InputRow | undefined =>
    this.prepared('SELECT * FROM inputs WHERE inputId = ?').get(inputId) as InputRow | undefined;

  competition = (assayRow: number, ordinal: number): CompetitionRow | undefined =>
    this.prepared('SELECT * FROM competitions WHERE assayRow = ? AND ordinal = ?').get(assayRow, ordinal) as
      CompetitionRow | undefined;

  /** Each with the attempt that settled it, by ordinal. */
  competitions = (assayRow: number, first: number, last: number, limit: number): DocumentedCompetition[] =>
    this.prepared(
      `${documented()} WHERE c.assayRow = ? AND c.ordinal BETWEEN ? AND ? ORDER BY c.ordinal LIMIT ?`,
    ).all(assayRow, first, last, limit) as DocumentedCompetition[];

  /** Those that were settled with versions from `first` to `last`, in that order. */
  settled = (assayRow: number, first: number, last: number, limit: number): DocumentedCompetition[] =>
    this.prepared(
      `${documented('INDEXED BY competitionsSettled')}
       WHERE c.assayRow = ? AND c.settledVersion BETWEEN ? AND ? ORDER BY c.settledVersion LIMIT ?`,
    ).all(assayRow, first, last, limit) as DocumentedCompetition[];
}

/** Only those that are told are read whole: a row holds the command that made it. */
const LIVE_SUBMISSIONS = `SELECT * FROM submissions WHERE row IN (
    SELECT row FROM submissions WHERE status IN ('pending', 'active', 'stopping')
      AND (@userEmail IS NULL OR userEmail = @userEmail)
      AND (@before IS NULL OR createdAt < @before OR (createdAt = @before AND submissionId < @beforeId))
    ORDER BY createdAt DESC, submissionId DESC LIMIT @limit)
  ORDER BY createdAt DESC, submissionId DESC`;

const documented = (
  indexed = '',
): string => `SELECT c.ordinal, c.sitesOutAlpha, c.sitesOutBeta, c.env, c.seed, c.status, c.attempt, c.value, c.reason,
    c.logTail, c.settledVersion, c.plannedAt, c.version, t.attemptId, t.executorId, t.grantedAt, t.startedAt, t.durationMs,
    t.warnings, t.logDigest, t.imageChainId, t.imageDigest
  FROM competitions c ${indexed} LEFT JOIN attempts t
    ON t.assayRow = c.assayRow AND t.ordinal = c.ordinal AND t.attempt = c.settledAttempt`;

type OfCompetition =
  | 'ordinal'
  | 'sitesOutAlpha'
  | 'sitesOutBeta'
  | 'env'
  | 'seed'
  | 'status'
  | 'attempt'
  | 'value'
  | 'reason'
  | 'logTail'
  | 'settledVersion'
  | 'plannedAt'
  | 'version';
type OfAttempt =
  | 'attemptId'
  | 'executorId'
  | 'grantedAt'
  | 'startedAt'
  | 'durationMs'
  | 'warnings'
  | 'logDigest'
  | 'imageChainId'
  | 'imageDigest';

/** What documents tell of a competition, and of the attempt that settled it: all null while there is none. */
export type DocumentedCompetition = Pick<CompetitionRow, OfCompetition> & {
  readonly [Column in OfAttempt]: AttemptRow[Column] | null;
};
