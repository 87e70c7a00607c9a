import type { CompetitionDocument, CompetitionResultDocument, Explanation } from '#contracts';
import { competitionIdOf, isTerminalCompetition, KnockemError } from '#domain';
import type { LiveState, Now, RecordReads } from './ports';
import { ReadSubmission } from './read-submission';

export interface CompetitionView {
  readonly competitionId: string;
  readonly competition?: CompetitionDocument;
  readonly result?: CompetitionResultDocument;
  /** Why it is not running, or what it is doing; while the scheduler knows it. */
  readonly explanation?: Explanation;
  readonly source: 'scheduler' | 'records';
  readonly asOf: string;
}

/** One competition, named by `<assayId>/<ordinal>`: that name needs no record. */
export class ReadCompetition {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly live: Pick<LiveState, 'explain'>,
    private readonly records: Pick<RecordReads, 'competition' | 'competitionResults'>,
    private readonly now: Now,
  ) {}

  async read(submissionId: string, assayId: string, ordinal: number): Promise<CompetitionView> {
    await mustHaveAssay(this.submissions, submissionId, assayId);
    const competitionId = competitionIdOf(assayId, ordinal);
    const competition = await this.records.competition(assayId, ordinal);
    const ended = competition !== undefined && isTerminalCompetition(competition.status);
    const explanation = ended ? undefined : await this.live.explain(assayId, ordinal).catch(() => undefined);
    if (!competition && !explanation) {
      throw new KnockemError('not-found', `Assay ${assayId} has no competition ${ordinal} (yet).`, {
        hint: `Those there are: GET /api/v1/submissions/${submissionId}/competitions, or \`knockem results ${submissionId} --csv\`.`,
      });
    }
    const [result] = ended ? await this.records.competitionResults([competitionId]) : [];
    return {
      competitionId,
      ...(competition ? { competition } : {}),
      ...(result ? { result } : {}),
      ...(explanation ? { explanation } : {}),
      source: explanation ? 'scheduler' : 'records',
      asOf: this.now(),
    };
  }
}

/** Throws `not-found` where there is no such submission that may be read, or no such assay of it. */
export async function mustHaveAssay(
  submissions: ReadSubmission,
  submissionId: string,
  assayId: string,
): Promise<void> {
  const { assays } = await submissions.read(submissionId);
  if (!assays.some(({ id }) => id === assayId)) throw assayNotFound(submissionId, assayId);
}

const assayNotFound = (submissionId: string, assayId: string): KnockemError =>
  new KnockemError('not-found', `Submission ${submissionId} has no assay ${assayId}.`, {
    hint: `They are listed: GET /api/v1/submissions/${submissionId}/assays, or \`knockem show ${submissionId}\`.`,
  });
