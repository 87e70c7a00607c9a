import type {
  NotificationDue,
  NotificationKind,
  NotificationSettings,
  NotificationState,
  NotificationTried,
} from '#contracts';
import { AlreadyOnSubject, type Messaging, type StoredMessage } from '#messaging';
import type { NotificationBook } from '../../application/notifications/ports';
import type { KeptNotifications } from '../../domain/notifications';
import { answering } from '../answering';
import { newestMessages } from './newest-messages';

const STREAM = 'notifications';
/** Messages of one submission that a reading of its log looks at, one question each: of some 20 notifications at the least. */
const MOST_READ = 200;

/** The NOTIFICATIONS stream, a few messages for each submission whose owner wants to be told. */
export class NatsNotifications implements NotificationBook {
  constructor(private readonly messaging: Messaging) {}

  keepSettings(settings: NotificationSettings): Promise<void> {
    return this.keepOnce('settings', settings.submissionId, settings.notifyId, settings);
  }

  async settings(submissionId: string, notifyId: string): Promise<NotificationSettings | undefined> {
    const subject = this.messaging.subjects.notification('settings', submissionId, notifyId);
    const stored = await answered(this.messaging.lastOn(STREAM, subject));
    return stored && bodyOf<NotificationSettings>(stored);
  }

  async anySettings(submissionId: string): Promise<NotificationSettings | undefined> {
    const filter = this.messaging.subjects.all.notifications('settings', submissionId);
    const stored = await answered(this.messaging.firstFrom(STREAM, 1, filter));
    return stored && bodyOf<NotificationSettings>(stored);
  }

  async state(submissionId: string): Promise<NotificationState | undefined> {
    const subject = this.messaging.subjects.notification('state', submissionId);
    const stored = await answered(this.messaging.lastOn(STREAM, subject));
    return stored && bodyOf<NotificationState>(stored);
  }

  async read(submissionId: string): Promise<KeptNotifications> {
    const filter = this.messaging.subjects.all.notifications('*', submissionId);
    const { messages, isCut } = await answered(newestMessages(this.messaging, STREAM, filter, MOST_READ));
    const kept = { due: [] as NotificationDue[], tried: [] as NotificationTried[] };
    for (const message of messages) {
      const kind = message.subject.split('.').at(-3) as NotificationKind;
      const body = bodyOf<never>(message);
      if (body !== undefined && (kind === 'due' || kind === 'tried')) kept[kind].push(body);
    }
    return { ...kept, isCut };
  }

  async tries(submissionId: string, notificationId: string): Promise<NotificationTried[]> {
    const tried: NotificationTried[] = [];
    const subject = this.messaging.subjects.notification('tried', submissionId, notificationId);
    for await (const message of this.messagesOn(subject)) {
      const body = bodyOf<NotificationTried>(message);
      if (body) tried.push(body);
    }
    return tried;
  }

  keepDue(due: NotificationDue): Promise<void> {
    return this.keepOnce('due', due.submissionId, due.notificationId, due);
  }

  async keepState(submissionId: string, state: NotificationState): Promise<void> {
    await this.keep('state', submissionId, undefined, state);
  }

  async keepTried(submissionId: string, tried: NotificationTried): Promise<void> {
    await this.keep('tried', submissionId, tried.notificationId, tried);
  }

  async erase(submissionId: string): Promise<void> {
    const all = this.messaging.subjects.all.notifications('*', submissionId);
    for await (const { sequence } of this.messagesOn(all)) {
      await answered(this.messaging.discard(STREAM, sequence));
    }
  }

  private async keep(
    kind: NotificationKind,
    submissionId: string,
    id: string | undefined,
    body: object,
  ): Promise<void> {
    const subject = this.messaging.subjects.notification(kind, submissionId, id);
    await answered(this.messaging.publish(subject, body, { schema: `notification.${kind}.v1` }));
  }

  private async keepOnce(
    kind: NotificationKind,
    submissionId: string,
    id: string,
    body: object,
  ): Promise<void> {
    const subject = this.messaging.subjects.notification(kind, submissionId, id);
    const options = { schema: `notification.${kind}.v1`, onlyFirst: true };
    try {
      await this.messaging.publish(subject, body, options);
    } catch (error) {
      if (!(error instanceof AlreadyOnSubject)) await answered(Promise.reject(error as Error));
    }
  }

  private async *messagesOn(filter: string): AsyncGenerator<StoredMessage> {
    for (let sequence = 1; ;) {
      const message = await answered(this.messaging.firstFrom(STREAM, sequence, filter));
      if (!message) return;
      yield message;
      sequence = message.sequence + 1;
    }
  }
}

const answered = <T>(answer: Promise<T>): Promise<T> => answering('stream of notifications', answer);

/** Only gateways write here; what cannot be read all the same is passed over. */
function bodyOf<T>({ body }: StoredMessage): T | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as T;
  } catch {
    return undefined;
  }
}
