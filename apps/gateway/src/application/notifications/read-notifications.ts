import type { NotifiedEvent } from '#contracts';
import { deliveryLog, type NotificationView } from '../../domain/notifications';
import type { CommandJournal } from '../ports';
import type { ReadSubmission } from '../read-submission';
import type { NotificationBook } from './ports';
import { settingsOf } from './settings-of';

export interface NotificationLog {
  /** Absent: nobody asked to be told. The secret is never shown. */
  readonly notify?: {
    readonly webhookUrl?: string;
    readonly email: boolean;
    readonly events: readonly NotifiedEvent[];
  };
  readonly items: readonly NotificationView[];
  /** There are older ones, which are not shown. */
  readonly isCut?: true;
}

/** Whom a submission's owner wants told, and what became of each notification. */
export class ReadNotifications {
  constructor(
    private readonly submissions: Pick<ReadSubmission, 'read'>,
    private readonly journal: Pick<CommandJournal, 'submissionCreateOf'>,
    private readonly book: Pick<NotificationBook, 'read' | 'settings' | 'anySettings'>,
  ) {}

  /** Throws `not-found` for a submission that is not (or no longer) here. */
  async read(submissionId: string): Promise<NotificationLog> {
    await this.submissions.read(submissionId);
    const kept = await this.book.read(submissionId);
    const settings = await settingsOf(submissionId, this.book, this.journal);
    const log = { items: deliveryLog(kept), ...(kept.isCut ? { isCut: true as const } : {}) };
    if (!settings) return log;
    const { webhookUrl, email, events } = settings;
    return { notify: { ...(webhookUrl === undefined ? {} : { webhookUrl }), email, events }, ...log };
  }
}
