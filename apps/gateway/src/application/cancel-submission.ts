import type { CommandAccepted, SubmissionCancel } from '#contracts';
import { isTerminalSubmission, KnockemError } from '#domain';
import { withoutNulls } from '../domain/without-nulls';
import type { CommandJournal, LiveState } from './ports';
import { ReadSubmission } from './read-submission';

/**
 * Journals a person's wish to stop a submission. Cancelling what is being cancelled already is repeated, not refused. The
 * check is for the person's sake; the scheduler decides, in the journal's order. The answer waits a moment for it to do
 * so: as a rule nothing is granted after the answer. It does not wait for a scheduler that is busy or away, since what is
 * journalled is not lost.
 */
export class CancelSubmission {
  constructor(
    private readonly reader: ReadSubmission,
    private readonly journal: Pick<CommandJournal, 'cancelSubmission'>,
    private readonly live: Pick<LiveState, 'awaitStopping'>,
  ) {}

  async cancel(command: SubmissionCancel): Promise<CommandAccepted> {
    const { submissionId } = command;
    const { status } = (await this.reader.read(submissionId)).submission;
    if (isTerminalSubmission(status)) {
      throw new KnockemError('conflict', `Submission ${submissionId} has ended already: ${status}.`, {
        hint: 'There is nothing left to cancel.',
      });
    }
    const streamSequence = await this.journal.cancelSubmission(withoutNulls(command));
    await this.live.awaitStopping(submissionId);
    return { submissionId, streamSequence, repeated: status === 'stopping' };
  }
}
