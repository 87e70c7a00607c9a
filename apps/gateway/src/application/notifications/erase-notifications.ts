import { KnockemError } from '#domain';
import type { ReadSubmission } from '../read-submission';
import type { NotificationBook } from './ports';

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 1_800_000;
/** A submission that somebody still answers for so long after the first such answer: its deletion was refused. */
const REFUSED_AFTER_MS = 6 * 3_600_000;

/**
 * What was kept of a deleted submission's notifications goes: settings, secret, log. The command to delete may still be
 * refused by the scheduler; so nothing goes before the submission cannot be read any more. Only answers count against
 * it, not the time in which nobody could be asked.
 */
export class EraseNotifications {
  /** By deletion: when the submission was first seen to be there, ms since 1970. */
  private readonly seenAt = new Map<number, number>();

  constructor(
    private readonly submissions: Pick<ReadSubmission, 'read'>,
    private readonly book: Pick<NotificationBook, 'erase'>,
    private readonly now: () => number,
  ) {}

  /** `deletion`: the command's place in the journal. Undefined: it is over; else it is looked at again after so many ms. */
  async eraseIfDeleted(submissionId: string, deletion: number): Promise<number | undefined> {
    if (await this.isThere(submissionId)) return this.waitOf(deletion);
    await this.book.erase(submissionId);
    this.seenAt.delete(deletion);
    return undefined;
  }

  private async isThere(submissionId: string): Promise<boolean> {
    try {
      await this.submissions.read(submissionId);
      return true;
    } catch (error) {
      if (error instanceof KnockemError && error.code === 'not-found') return false;
      throw error;
    }
  }

  /** Each as long as all before it. */
  private waitOf(deletion: number): number | undefined {
    const now = this.now();
    const seenAt = this.seenAt.get(deletion) ?? now;
    if (now - seenAt >= REFUSED_AFTER_MS) {
      this.seenAt.delete(deletion);
      return undefined;
    }
    this.seenAt.set(deletion, seenAt);
    return Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, now - seenAt));
  }
}
