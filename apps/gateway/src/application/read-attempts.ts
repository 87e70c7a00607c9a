import type {
  CompetitionAttempt,
  CompetitionAttempts,
  CompetitionDocument,
  CompetitionResultDocument,
} from '#contracts';
import { competitionIdOf } from '#domain';
import type { LiveState, Now, RecordReads } from './ports';
import { mustHaveAssay } from './read-competition';
import type { CompetitionNamed } from './read-run';
import { ReadSubmission } from './read-submission';

/** Of an attempt that the records tell, when it was granted is not known. */
export type AttemptView = Omit<CompetitionAttempt, 'grantedAt'> &
  Partial<Pick<CompetitionAttempt, 'grantedAt'>>;

export interface AttemptsView {
  readonly competitionId: string;
  readonly numAttempts: number;
  /** Oldest first; fewer than `numAttempts` where the records tell, or where there are very many. */
  readonly items: readonly AttemptView[];
  readonly source: 'scheduler' | 'records';
  readonly asOf: string;
}

/**
 * Every try at running a competition. The scheduler tells them as long as it keeps the submission's rows; afterwards, and
 * while it is away, the records know how many there were, and the one from which a result came.
 */
export class ReadAttempts {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly live: Pick<LiveState, 'attempts'>,
    private readonly records: Pick<RecordReads, 'competition' | 'competitionResults'>,
    private readonly now: Now,
  ) {}

  async read({ submissionId, assayId, ordinal }: CompetitionNamed): Promise<AttemptsView> {
    await mustHaveAssay(this.submissions, submissionId, assayId);
    try {
      return this.ofScheduler(await this.live.attempts(assayId, ordinal));
    } catch (refusal) {
      const recorded = await this.ofRecords(assayId, ordinal);
      if (recorded) return recorded;
      throw refusal;
    }
  }

  private ofScheduler({ competitionId, numAttempts, attempts }: CompetitionAttempts): AttemptsView {
    return { competitionId, numAttempts, items: attempts, source: 'scheduler', asOf: this.now() };
  }

  private async ofRecords(assayId: string, ordinal: number): Promise<AttemptsView | undefined> {
    const competition = await this.records.competition(assayId, ordinal);
    if (!competition) return undefined;
    const competitionId = competitionIdOf(assayId, ordinal);
    const results =
      competition.status === 'completed' ? await this.records.competitionResults([competitionId]) : [];
    return {
      competitionId,
      numAttempts: competition.numAttempts,
      items: results.map((result) => ofResult(competition, result)),
      source: 'records',
      asOf: this.now(),
    };
  }
}

/** A competition is settled by its newest attempt. */
const ofResult = (
  { numAttempts, logDigest }: CompetitionDocument,
  result: CompetitionResultDocument,
): AttemptView => ({
  attempt: numAttempts,
  attemptId: result.competitionAttemptId,
  state: 'succeeded',
  settled: true,
  executorId: result.executor,
  outOfMemory: false,
  startedAt: result.startedAt,
  durationMs: Date.parse(result.endedAt) - Date.parse(result.startedAt),
  warnings: result.warnings,
  ...(result.imageDigest === undefined ? {} : { imageDigest: result.imageDigest }),
  ...(logDigest === undefined ? {} : { logDigest }),
});
