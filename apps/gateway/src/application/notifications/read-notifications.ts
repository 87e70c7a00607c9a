import type { NotifiedEvent } from '#contracts';
import { deliveryLog, type NotificationView } from '../../domain/notifications';
import type { CommandJournal } from '../ports';
import type { ReadSubmission } from '../read-submission';
import type { NotificationBook } from './ports';

export interface NotificationLog {
  /** Absent: nobody asked to be told. The secret is never shown. */
  readonly notify?: {
    readonly webhookUrl?: string;
    readonly email: boolean;
    readonly events: readonly NotifiedEvent[];
  };
  readonly items: readonly NotificationView[];
}

/** Whom a submission's owner wants told, and what became of each notification. */
export class ReadNotifications {
  constructor(
    private readonly submissions: Pick<ReadSubmission, 'read'>,
    private readonly journal: Pick<CommandJournal, 'submissionCreateOf'>,
    private readonly book: Pick<NotificationBook, 'read'>,
  ) {}

  /** Throws `not-found` for a submission that is not (or no longer) here. */
  async read(submissionId: string): Promise<NotificationLog> {
    await this.submissions.read(submissionId);
    const kept = await this.book.read(submissionId);
    const create = await this.journal.submissionCreateOf(submissionId);
    const notifyId = create ? create.message?.notifyId : kept.settings.at(0)?.notifyId;
    const settings = kept.settings.find((one) => one.notifyId === notifyId);
    const items = deliveryLog(kept);
    if (!settings) return { items };
    const { webhookUrl, email, events } = settings;
    return { notify: { ...(webhookUrl === undefined ? {} : { webhookUrl }), email, events }, items };
  }
}
