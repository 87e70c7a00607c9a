import type { CommandAccepted, SubmissionDelete } from '#contracts';
import { isTerminalSubmission, KnockemError } from '#domain';
import type { CommandJournal, LiveState } from './ports';
import { ReadSubmission, type SubmissionState } from './read-submission';

/**
 * Journals the deletion of a submission that has ended. From the answer on it cannot be read; its bytes go a moment
 * later, and its records when the recorder has read the deletion. Deleting what is deleted is `not-found`.
 */
export class DeleteSubmission {
  constructor(
    private readonly reader: ReadSubmission,
    private readonly journal: Pick<CommandJournal, 'deleteSubmission'>,
    private readonly live: Pick<LiveState, 'awaitForgotten'>,
  ) {}

  async delete(command: SubmissionDelete): Promise<CommandAccepted> {
    const { submissionId } = command;
    refuseLive(await this.reader.read(submissionId));
    const streamSequence = await this.journal.deleteSubmission(command);
    await this.live.awaitForgotten(submissionId);
    return { submissionId, streamSequence, repeated: false };
  }
}

/** Of one that has ended some competitions may still be on their way out; the scheduler knows. */
function refuseLive({ submission, source }: SubmissionState): void {
  const { id, status, counters } = submission;
  if (!isTerminalSubmission(status)) {
    throw new KnockemError('conflict', `Submission ${id} is ${status}.`, {
      hint: `Cancel it first (POST /api/v1/submissions/${id}/cancel) and delete it when it has ended.`,
    });
  }
  const left = counters.pending + counters.active;
  if (source === 'scheduler' && left > 0) {
    throw new KnockemError(
      'conflict',
      `Submission ${id} has ended, and ${left} competitions are being stopped.`,
      {
        hint: 'Try again in a moment.',
      },
    );
  }
}
