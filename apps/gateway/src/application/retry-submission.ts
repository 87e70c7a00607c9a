import type { CommandAccepted, SubmissionRetry } from '#contracts';
import { KnockemError } from '#domain';
import type { CommandJournal, LiveState } from './ports';
import type { Quotas } from './quotas';
import { ReadSubmission } from './read-submission';

/** Journals the wish to run the failed competitions of a failed submission again: it is live then, and counts as such. */
export class RetrySubmission {
  constructor(
    private readonly reader: ReadSubmission,
    private readonly journal: Pick<CommandJournal, 'retrySubmission'>,
    private readonly live: Pick<LiveState, 'awaitRetried'>,
    private readonly quotas: Pick<Quotas, 'submission'>,
  ) {}

  async retry(command: SubmissionRetry): Promise<CommandAccepted> {
    const { submissionId } = command;
    const { status, userEmail } = (await this.reader.read(submissionId)).submission;
    if (status !== 'failed') {
      throw new KnockemError(
        'conflict',
        `Submission ${submissionId} is ${status}; only a failed one can be retried.`,
        {
          hint: 'Submit anew to run a finished study again.',
        },
      );
    }
    const streamSequence = await this.quotas.submission(userEmail, () => this.journalled(command));
    return { submissionId, streamSequence, repeated: false };
  }

  /** Waits a moment for the scheduler, so that the next retry is held against a count that has this one in it. */
  private async journalled(command: SubmissionRetry): Promise<number> {
    const streamSequence = await this.journal.retrySubmission(command);
    await this.live.awaitRetried(command.submissionId);
    return streamSequence;
  }
}
