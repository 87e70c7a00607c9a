import type { NotificationChannel, NotificationSettings, SubmissionEvent } from '#contracts';
import { notificationIdOf } from '#domain';
import { eventOf, isNews } from '../../domain/notifications';
import type { CommandJournal } from '../ports';
import type { NotificationBook } from './ports';
import { settingsOf } from './settings-of';

/**
 * Makes notifications of an event of a submission: one for each channel, when the state is another than before and
 * somebody wants to be told. Events must come in order, one after another. Doing it twice changes nothing: a
 * notification's id follows from the event's version. What is due stands in the stream before the state that says so; a
 * crash in between repeats it under the same ids. An event without a new state writes nothing, however many come.
 */
export class AnnounceEvent {
  constructor(
    private readonly book: Pick<
      NotificationBook,
      'settings' | 'anySettings' | 'state' | 'keepDue' | 'keepState'
    >,
    private readonly journal: Pick<CommandJournal, 'submissionCreateOf'>,
  ) {}

  async announce(event: SubmissionEvent): Promise<void> {
    const { submissionId, status, version } = event;
    const settings = await settingsOf(submissionId, this.book, this.journal);
    if (!settings) return;
    if (!isNews({ status, version }, await this.book.state(submissionId))) return;
    const kind = eventOf(status);
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
    await this.book.keepState(submissionId, { status, version });
  }
}

const MAX_REASON = 2000;

function* channelsOf(settings: NotificationSettings): Generator<NotificationChannel> {
  if (settings.webhookUrl !== undefined) yield 'webhook';
  if (settings.email) yield 'email';
}
