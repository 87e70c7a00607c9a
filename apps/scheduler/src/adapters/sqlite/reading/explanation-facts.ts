import type { RunningCompetition } from '#contracts';
import type {
  ExplainedAttempt,
  ExplainedExecutor,
  ExplanationFacts,
} from '../../../application/explain-competition';
import type { SchedulerDatabase } from '../open-database';
import type { AssayRow, CompetitionRow, ExecutorRow, SubmissionRow } from '../rows';
import type { DocumentRows } from './document-rows';

export type ExecutorWithLoad = ExecutorRow & { readonly running: number };

/** Enough to see what an executor is busy with; all of them together are well below the size of a message. */
const RUNS_OF_ONE = 8;
const RUNS_OF_ALL = 1000;

/** What explanations and the list of executors are made from. */
export class SqliteExplanationFacts implements ExplanationFacts {
  constructor(
    private readonly database: SchedulerDatabase,
    private readonly rows: DocumentRows,
  ) {}

  assay(assayId: string): { assay: AssayRow; submission: SubmissionRow } | undefined {
    const assay = this.rows.assayById(assayId);
    const submission = assay && this.rows.submission(assay.submissionRow);
    return assay && submission && { assay, submission };
  }

  unfinishedDependencies(assayId: string): AssayRow[] {
    const assay = this.rows.assayById(assayId);
    return assay ? this.rows.dependsOn(assay.row).filter((other) => other.status !== 'completed') : [];
  }

  competition(assayId: string, ordinal: number): CompetitionRow | undefined {
    const assay = this.rows.assayById(assayId);
    return assay && this.rows.competition(assay.row, ordinal);
  }

  lastAttempt(assayId: string, ordinal: number): ExplainedAttempt | undefined {
    const assay = this.rows.assayById(assayId);
    if (!assay) return undefined;
    const sql = `
      SELECT a.state, a.executorId, coalesce(e.host, 'a host that has gone') AS host, a.grantedAt, a.deadlineMs, a.reason
      FROM attempts a LEFT JOIN executors e ON e.row = a.executorRow
      WHERE a.assayRow = ? AND a.ordinal = ? ORDER BY a.attempt DESC LIMIT 1`;
    return this.database.prepare(sql).get(assay.row, ordinal) as ExplainedAttempt | undefined;
  }

  executors(): (ExplainedExecutor & ExecutorWithLoad)[] {
    const sql = `
      SELECT e.*, (SELECT count(*) FROM attempts a
                   WHERE a.executorRow = e.row AND a.state IN ('leased', 'running', 'lost') AND a.state <> 'lost') AS running
      FROM executors e ORDER BY e.host, e.executorId`;
    return this.database.prepare(sql).all() as (ExplainedExecutor & ExecutorWithLoad)[];
  }

  /** Part of what each executor holds, longest first; one that has lost it no longer knows. */
  runningOn(executors: readonly ExecutorRow[]): Map<string, RunningCompetition[]> {
    const sql = `
      SELECT s.submissionId, s.userEmail, y.assayId, y.assayType, a.ordinal, a.attempt, a.state, a.grantedAt AS since
      FROM attempts a JOIN assays y ON y.row = a.assayRow JOIN submissions s ON s.row = y.submissionRow
      WHERE a.executorRow = ? AND a.state IN ('leased', 'running') ORDER BY a.grantedAt, a.token LIMIT ?`;
    const statement = this.database.prepare(sql);
    const runs = new Map<string, RunningCompetition[]>();
    let left = RUNS_OF_ALL;
    for (const { row, executorId } of executors) {
      const some = statement.all(row, Math.min(RUNS_OF_ONE, left)) as RunningCompetition[];
      left -= some.length;
      runs.set(executorId, some);
    }
    return runs;
  }

  /** Live submissions that were made for an input. */
  submissionsUsingInput(inputId: string): string[] {
    const sql = `
      SELECT s.submissionId FROM submissions s JOIN inputs i ON i.row = s.inputRow
      WHERE i.inputId = ? AND s.status IN ('pending', 'active', 'stopping') ORDER BY s.row`;
    return (this.database.prepare(sql).all(inputId) as { submissionId: string }[]).map((r) => r.submissionId);
  }
}
