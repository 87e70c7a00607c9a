import type { CommandAccepted, SubmissionUpdate } from '#contracts';
import { isTerminalSubmission, KnockemError } from '#domain';
import { withoutNulls } from '../domain/without-nulls';
import type { CommandJournal } from './ports';
import { ReadSubmission } from './read-submission';

const CHANGEABLE = [
  'held',
  'maxCompetitionsActive',
  'maxCompetitionsFail',
  'competitionTimeoutSeconds',
  'priority',
] as const;

/** Journals new limits for a live submission; a version given with them must still be the current one. */
export class UpdateSubmission {
  constructor(
    private readonly reader: ReadSubmission,
    private readonly journal: Pick<CommandJournal, 'updateSubmission'>,
  ) {}

  async update(command: SubmissionUpdate): Promise<CommandAccepted> {
    const { submissionId, ifVersion } = command;
    if (CHANGEABLE.every((field) => command[field] == null)) {
      throw new KnockemError('invalid', 'The request changes nothing.', {
        problems: [{ field: '', message: `give at least one of ${CHANGEABLE.join(', ')}` }],
      });
    }
    const { status, version } = (await this.reader.read(submissionId)).submission;
    if (isTerminalSubmission(status)) {
      throw new KnockemError('conflict', `Submission ${submissionId} has ended already: ${status}.`, {
        hint: 'Its limits no longer matter; submit anew, or retry it if it failed.',
      });
    }
    if (ifVersion != null && ifVersion !== version) {
      throw new KnockemError(
        'conflict',
        `Submission ${submissionId} has version ${version}, not ${ifVersion}.`,
        {
          hint: 'Read it again and repeat the change with its present version.',
        },
      );
    }
    const streamSequence = await this.journal.updateSubmission(withoutNulls(command));
    return { submissionId, streamSequence, repeated: false };
  }
}
