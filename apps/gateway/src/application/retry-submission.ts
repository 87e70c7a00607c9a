import type { CommandAccepted, SubmissionRetry } from '#contracts';
import { KnockemError } from '#domain';
import type { CommandJournal } from './ports';
import { ReadSubmission } from './read-submission';

/** Journals the wish to run the failed competitions of a failed submission again. */
export class RetrySubmission {
  constructor(
    private readonly reader: ReadSubmission,
    private readonly journal: Pick<CommandJournal, 'retrySubmission'>,
  ) {}

  async retry(command: SubmissionRetry): Promise<CommandAccepted> {
    const { submissionId } = command;
    const { status } = (await this.reader.read(submissionId)).submission;
    if (status !== 'failed') {
      throw new KnockemError(
        'conflict',
        `Submission ${submissionId} is ${status}; only a failed one can be retried.`,
        {
          hint: 'Submit anew to run a finished study again.',
        },
      );
    }
    const streamSequence = await this.journal.retrySubmission(command);
    return { submissionId, streamSequence, repeated: false };
  }
}
