import {
  NO_RESULTS,
  type DependencyResult,
  type PlanRequest,
  type SubmissionCreate,
  type SubmissionFacts,
} from '#contracts';
import type { OpenPlanRequest, OpenPlanRequests } from '../../../application/publish-plan-requests';
import { roundAsked } from '../../../domain/rounds';
import type { SchedulerDatabase } from '../open-database';
import type { AssayRow, SubmissionRow } from '../rows';
import type { DocumentRows } from './document-rows';
import type { SettledResults } from './settled-results';
import { ToldResults } from './told-results';

/** Requests to plan that wait for their answer, and their bodies from the rows of now. */
export class SqlitePlanRequests implements OpenPlanRequests {
  private readonly selectSubmissions;
  private readonly selectAssays;
  private readonly selectFirstOrdinal;
  private readonly told;

  constructor(
    private readonly database: SchedulerDatabase,
    private readonly rows: DocumentRows,
    results: SettledResults,
  ) {
    this.told = new ToldResults(results);
    this.selectSubmissions = database.prepare<[], SubmissionRow>(
      `SELECT * FROM submissions WHERE planOpen = 1 AND status IN ('pending', 'active')`,
    );
    this.selectAssays = database.prepare<[], AssayRow>('SELECT * FROM assays WHERE planOpen = 1');
    this.selectFirstOrdinal = database.prepare<[number, number], { firstOrdinal: number }>(
      'SELECT firstOrdinal FROM planRounds WHERE assayRow = ? AND round = ?',
    );
  }

  open(): OpenPlanRequest[] {
    const epoch = this.epoch();
    const submissions = this.selectSubmissions.all().map((row) => ({
      key: `plan:${row.submissionId}:0:${epoch}`,
      version: row.version,
      partsTaken: 0,
      submissionId: row.submissionId,
      body: () => Promise.resolve(this.submissionRequest(row)),
    }));
    const assays = this.selectAssays.all().flatMap((row) => {
      const submission = this.rows.submission(row.submissionRow);
      if (!submission) return [];
      const round = roundAsked(row);
      return {
        key: `plan:${row.assayId}:${round}:${epoch}.${row.openWatermark}`,
        version: row.version,
        partsTaken: row.round === round ? row.partsTaken : 0,
        submissionId: submission.submissionId,
        assayId: row.assayId,
        body: () => this.assayRequest(row, submission, round),
      };
    });
    return [...submissions, ...assays];
  }

  private submissionRequest(row: SubmissionRow): PlanRequest {
    return {
      submissionId: row.submissionId,
      round: 0,
      submission: commandOf(row),
      ...factsOf(row),
      dependencyResults: {},
      results: [],
      resultsTotal: 0,
      resultsDigest: NO_RESULTS,
      nextOrdinal: 0,
    };
  }

  private async assayRequest(row: AssayRow, submission: SubmissionRow, round: number): Promise<PlanRequest> {
    const firstOrdinal = this.selectFirstOrdinal.get(row.row, round)?.firstOrdinal ?? row.nextOrdinal;
    const told = await this.told.byRound(row, round);
    return {
      submissionId: submission.submissionId,
      assayId: row.assayId,
      assayType: row.assayType,
      round,
      asked: row.openWatermark,
      submission: round === 1 ? commandOf(submission) : withoutEnvironment(commandOf(submission)),
      ...factsOf(submission),
      dependencyResults: this.dependencyResults(row, round),
      ...(told.results ? { results: [...told.results] } : {}),
      resultsTotal: told.total,
      resultsDigest: told.digest,
      nextOrdinal: firstOrdinal,
    };
  }

  /** Of the first round with their content as far as it fits into a message; afterwards by digest where they have one. */
  private dependencyResults(row: AssayRow, round: number): Record<string, DependencyResult> {
    const entries = this.rows
      .dependsOn(row.row)
      .filter((other) => other.status === 'completed')
      .map((other): [string, DependencyResult] => {
        const { assayId, assayType, resultDigest } = other;
        const content = round === 1 || resultDigest === null ? contentOf(other) : {};
        const digest = resultDigest === null ? {} : { resultDigest };
        return [assayType, { assayId, assayType, status: 'completed', ...content, ...digest }];
      });
    return Object.fromEntries(entries);
  }

  private epoch(): number {
    return (this.database.prepare('SELECT epoch FROM meta').get() as { epoch: number }).epoch;
  }
}

/** The command as journalled, with the limits of now: a new time-out goes into later templates. */
function commandOf(row: SubmissionRow): SubmissionCreate {
  const command = JSON.parse(row.createCommand) as SubmissionCreate;
  return { ...command, competitionTimeoutSeconds: row.competitionTimeoutSeconds };
}

/** Nothing for one that is a blob alone. */
const contentOf = ({ result, resultDigest }: AssayRow): Pick<DependencyResult, 'result'> =>
  result === null && resultDigest !== null
    ? {}
    : { result: JSON.parse(result ?? '{}') as Record<string, unknown> };

/** It stands in the run template since the first round, and may be 64 kB. */
const withoutEnvironment = (command: SubmissionCreate): SubmissionCreate => ({
  ...command,
  containerEnv: {},
});

const factsOf = (row: SubmissionRow): { facts?: SubmissionFacts } =>
  row.facts === null ? {} : { facts: JSON.parse(row.facts) as SubmissionFacts };
