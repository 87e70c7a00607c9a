import type { NotificationChannel, NotificationSettings, SubmissionEvent } from '#contracts';
import { notificationIdOf } from '#domain';
import { eventOf, lastState } from '../../domain/notifications';
import type { CommandJournal } from '../ports';
import type { NotificationBook } from './ports';

/**
 * Makes notifications of an event of a submission: one for each channel, when the state is another than before and
 * somebody wants to be told. Doing it twice changes nothing: a notification's id follows from the event's version. What
 * is due stands in the stream before the state that says so; a crash in between repeats it under the same ids.
 */
export class AnnounceEvent {
  constructor(
    private readonly book: Pick<NotificationBook, 'settings' | 'read' | 'keepDue' | 'keepState'>,
    private readonly journal: Pick<CommandJournal, 'submissionCreateOf'>,
  ) {}

  async announce(event: SubmissionEvent): Promise<void> {
    const { submissionId, status, version } = event;
    const settings = await this.settingsOf(submissionId);
    if (!settings) return;
    const before = lastState(await this.book.read(submissionId));
    const kind = eventOf({ status, version }, before);
    if (kind !== undefined && settings.events.includes(kind)) {
      for (const channel of channelsOf(settings)) {
        await this.book.keepDue({
          notificationId: notificationIdOf(submissionId, channel, version),
          submissionId,
          notifyId: settings.notifyId,
          channel,
          event: kind,
          ...(event.reason === undefined ? {} : { reason: event.reason.slice(0, MAX_REASON) }),
          counters: event.counters,
          at: event.at,
        });
      }
    }
    if (before === undefined || version > before.version) {
      await this.book.keepState(submissionId, { status, version });
    }
  }

  /** Those that the command names; the journal keeps it for 14 days, and a longer study has only one. */
  private async settingsOf(submissionId: string): Promise<NotificationSettings | undefined> {
    const create = await this.journal.submissionCreateOf(submissionId);
    if (!create) return (await this.book.read(submissionId)).settings.at(0);
    const notifyId = create.message?.notifyId;
    return notifyId === undefined ? undefined : this.book.settings(submissionId, notifyId);
  }
}

const MAX_REASON = 2000;

function* channelsOf(settings: NotificationSettings): Generator<NotificationChannel> {
  if (settings.webhookUrl !== undefined) yield 'webhook';
  if (settings.email) yield 'email';
}
