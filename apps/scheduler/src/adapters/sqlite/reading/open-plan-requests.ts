import {
  MAX_INLINE_BYTES,
  ResultsDigest,
  type CompetitionOutcome,
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

/** Requests to plan that wait for their answer, and their bodies from the rows of now. */
export class SqlitePlanRequests implements OpenPlanRequests {
  private readonly selectSubmissions;
  private readonly selectAssays;
  private readonly selectRound;

  constructor(
    private readonly database: SchedulerDatabase,
    private readonly rows: DocumentRows,
    private readonly results: SettledResults,
  ) {
    this.selectSubmissions = database.prepare<[], SubmissionRow>(
      `SELECT * FROM submissions WHERE planOpen = 1 AND status IN ('pending', 'active')`,
    );
    this.selectAssays = database.prepare<[], AssayRow>('SELECT * FROM assays WHERE planOpen = 1');
    this.selectRound = database.prepare<[number, number], { watermark: number; firstOrdinal: number }>(
      'SELECT watermark, firstOrdinal FROM planRounds WHERE assayRow = ? AND round = ?',
    );
  }

  open(): OpenPlanRequest[] {
    const epoch = this.epoch();
    const submissions = this.selectSubmissions.all().map((row) => ({
      messageId: `plan:${row.submissionId}:0:${epoch}.${row.version}`,
      submissionId: row.submissionId,
      body: () => Promise.resolve(this.submissionRequest(row)),
    }));
    const assays = this.selectAssays.all().flatMap((row) => {
      const submission = this.rows.submission(row.submissionRow);
      if (!submission) return [];
      const round = roundAsked(row);
      return {
        messageId: `plan:${row.assayId}:${round}:${epoch}.${row.version}`,
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
      resultsDigest: new ResultsDigest().hex(),
      nextOrdinal: 0,
    };
  }

  private async assayRequest(row: AssayRow, submission: SubmissionRow, round: number): Promise<PlanRequest> {
    const asked = this.selectRound.get(row.row, round);
    const upTo = asked?.watermark ?? row.openWatermark;
    const since = round > 1 ? (this.selectRound.get(row.row, round - 1)?.watermark ?? 0) : 0;
    const results = await this.resultsOf(row.row, since, upTo);
    return {
      submissionId: submission.submissionId,
      assayId: row.assayId,
      assayType: row.assayType,
      round,
      submission: commandOf(submission),
      ...factsOf(submission),
      dependencyResults: this.dependencyResults(row),
      ...(results.inline === undefined ? {} : { results: results.inline }),
      resultsTotal: results.total,
      resultsDigest: results.digest,
      nextOrdinal: asked?.firstOrdinal ?? row.nextOrdinal,
    };
  }

  /**
   * Results since the last round as long as they fit into a message; count and digest of all so far. Read in pages,
   * between which turns get the event loop: at 100,000 results this takes a third of a second.
   */
  private async resultsOf(
    assayRow: number,
    since: number,
    upTo: number,
  ): Promise<{ inline?: CompetitionOutcome[]; total: number; digest: string }> {
    const digest = new ResultsDigest();
    const inline: CompetitionOutcome[] = [];
    let total = 0;
    let bytes = 0;
    for await (const { result, settledVersion } of this.results.all({ assayRow, after: 0, upTo })) {
      digest.add(result);
      total++;
      if (settledVersion <= since || bytes > MAX_INLINE_BYTES) continue;
      bytes += Buffer.byteLength(JSON.stringify(result)) + 1;
      inline.push(result);
    }
    return { ...(bytes > MAX_INLINE_BYTES ? {} : { inline }), total, digest: digest.hex() };
  }

  private dependencyResults(row: AssayRow): Record<string, DependencyResult> {
    const entries = this.rows
      .dependsOn(row.row)
      .filter((other) => other.status === 'completed')
      .map((other): [string, DependencyResult] => [
        other.assayType,
        {
          assayId: other.assayId,
          assayType: other.assayType,
          status: 'completed',
          ...(other.resultDigest === null
            ? { result: JSON.parse(other.result ?? '{}') as Record<string, unknown> }
            : { resultDigest: other.resultDigest }),
        },
      ]);
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

const factsOf = (row: SubmissionRow): { facts?: SubmissionFacts } =>
  row.facts === null ? {} : { facts: JSON.parse(row.facts) as SubmissionFacts };
