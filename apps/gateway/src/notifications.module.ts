import { Inject, Injectable, type OnApplicationBootstrap, type Provider } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import {
  BUILD,
  type BuildStamp,
  CLOCK,
  type Clock,
  CONFIGURATION,
  type Configuration,
  type KnockemLogger,
  LOGGER,
  MESSAGING,
  METRICS,
  ShutdownSequence,
} from '#platform';
import type { Messaging } from '#messaging';
import { NatsNotifications } from './adapters/nats/nats-notifications';
import { NotificationConsumers, type NotifierEvents } from './adapters/nats/notification-consumers';
import { AllowedAddresses } from './adapters/notify/allowed-addresses';
import { MailSender } from './adapters/notify/send-mail';
import { WebhookSender } from './adapters/notify/send-webhook';
import { AcceptNotify } from './application/notifications/accept-notify';
import { AnnounceEvent } from './application/notifications/announce-event';
import { DeliverNotification } from './application/notifications/deliver-notification';
import { EraseNotifications } from './application/notifications/erase-notifications';
import type { NotificationBook } from './application/notifications/ports';
import { ReadNotifications } from './application/notifications/read-notifications';
import type { CommandJournal } from './application/ports';
import { ReadSubmission } from './application/read-submission';
import { PORTS } from './use-cases.module';

const BOOK = Symbol('notification book');

/** Tells the owners of submissions; runs in every gateway, and all of them share the work. */
@Injectable()
export class Notifier implements OnApplicationBootstrap {
  private readonly mail: MailSender;
  private readonly consumers: NotificationConsumers;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(CONFIGURATION) { notifications }: Configuration,
    @Inject(CLOCK) clock: Clock,
    @Inject(BUILD) { knockemVersion }: BuildStamp,
    @Inject(LOGGER) logger: KnockemLogger,
    @Inject(METRICS) metrics: Registry,
    @Inject(BOOK) book: NotificationBook,
    @Inject(PORTS.journal) journal: CommandJournal,
    submissions: ReadSubmission,
    private readonly shutdown: ShutdownSequence,
  ) {
    const now = (): number => clock.now();
    const { addresses, webhookTimeoutMs: timeoutMs, retrySeconds, smtpUrl, mailFrom } = notifications;
    const webhook = { timeoutMs, now, userAgent: `knockem/${knockemVersion}` };
    this.mail = new MailSender(smtpUrl, mailFrom);
    const senders = {
      webhook: new WebhookSender(new AllowedAddresses(addresses), webhook),
      email: this.mail,
    };
    this.consumers = new NotificationConsumers(
      messaging,
      new AnnounceEvent(book, journal),
      new DeliverNotification(book, senders, { retrySeconds, tryMs: timeoutMs, now, random: Math.random }),
      new EraseNotifications(submissions, book, now),
      observeNotifier(logger, metrics),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.consumers.start();
    this.shutdown.add('intake', 'notifications', async () => {
      await this.consumers.stop();
      await this.mail.close();
    });
  }
}

function observeNotifier(logger: KnockemLogger, metrics: Registry): NotifierEvents {
  const tries = new Counter({
    name: 'knockem_gateway_notifications_total',
    help: 'Tries to tell somebody of a submission, by channel and outcome (failed ones are tried again).',
    labelNames: ['channel', 'outcome'],
    registers: [metrics],
  });
  return {
    onDelivered: ({ submissionId, notificationId, channel, event }, { outcome = 'failed' }) => {
      tries.inc({ channel, outcome });
      const level = outcome === 'delivered' ? 'info' : 'warn';
      logger[level]({ submissionId, notificationId, channel, event }, `notification ${outcome}`);
    },
    onFailure: (what, { message }) => logger.warn(`a ${what} waits to be looked at again: ${message}`),
  };
}

export const NOTIFICATION_PROVIDERS: Provider[] = [
  {
    provide: BOOK,
    inject: [MESSAGING],
    useFactory: (messaging: Messaging) => new NatsNotifications(messaging),
  },
  {
    provide: AcceptNotify,
    inject: [BOOK, CONFIGURATION],
    useFactory: (book: NotificationBook, { notifications }: Configuration) => {
      const addresses = new AllowedAddresses(notifications.addresses);
      const webhookComplaint = (url: string): string | undefined => addresses.complaint(url);
      return new AcceptNotify(book, { webhookComplaint, sendsMail: notifications.smtpUrl !== undefined });
    },
  },
  {
    provide: ReadNotifications,
    inject: [ReadSubmission, PORTS.journal, BOOK],
    useFactory: (submissions: ReadSubmission, journal: CommandJournal, book: NotificationBook) =>
      new ReadNotifications(submissions, journal, book),
  },
  Notifier,
];
