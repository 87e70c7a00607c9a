import { KnockemError } from '#domain';
import type { ReadSubmission } from '../read-submission';
import type { NotificationBook } from './ports';

/**
 * What was kept of a deleted submission's notifications goes: settings, secret, log. The command to delete may still be
 * refused by the scheduler; so nothing goes before the submission cannot be read any more.
 */
export class EraseNotifications {
  constructor(
    private readonly submissions: Pick<ReadSubmission, 'read'>,
    private readonly book: Pick<NotificationBook, 'erase'>,
  ) {}

  /** False while the submission is still there. */
  async eraseIfDeleted(submissionId: string): Promise<boolean> {
    try {
      await this.submissions.read(submissionId);
      return false;
    } catch (error) {
      if (!(error instanceof KnockemError) || error.code !== 'not-found') throw error;
    }
    await this.book.erase(submissionId);
    return true;
  }
}
