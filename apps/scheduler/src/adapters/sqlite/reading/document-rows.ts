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
  liveSubmissions = (limit = 1000): SubmissionRow[] =>
    this.prepared(
      `SELECT * FROM submissions WHERE status IN ('pending', 'active', 'stopping') ORDER BY row DESC LIMIT ?`,
    ).all(limit) as SubmissionRow[];

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
    this.competitions(assayRow, ordinal, ordinal)[0];

  competitions = (assayRow: number, first: number, last: number): CompetitionRow[] =>
    this.prepared(
      'SELECT * FROM competitions WHERE assayRow = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal',
    ).all(assayRow, first, last) as CompetitionRow[];

  attempt = (assayRow: number, ordinal: number, attempt: number): AttemptRow | undefined =>
    this.prepared('SELECT * FROM attempts WHERE assayRow = ? AND ordinal = ? AND attempt = ?').get(
      assayRow,
      ordinal,
      attempt,
    ) as AttemptRow | undefined;
}
