import { NOTIFICATION_CONSUMERS, type NotificationDue, type SubmissionEvent } from '#contracts';
import { isUuid } from '#domain';
import type { Delivery, Messaging, Stoppable } from '#messaging';
import type { AnnounceEvent } from '../../application/notifications/announce-event';
import type { DeliverNotification, Delivered } from '../../application/notifications/deliver-notification';
import type { EraseNotifications } from '../../application/notifications/erase-notifications';

export interface NotifierEvents {
  onDelivered(due: NotificationDue, delivered: Delivered): void;
  onFailure(what: string, error: Error): void;
}

/** Longer than the longest try. */
const ACK_WAIT_MS = 90_000;
/** Waiting notifications, or deletions, of everybody: they may wait for hours, and must not hold up new ones. */
const MAX_WAITING = 100_000;
const TRIES_AT_A_TIME = 32;
/**
 * Events, one after another over all gateways: what is news follows from what was told before. Announcing one is a few
 * questions to nats-server; a gateway that dies meanwhile holds up the others for that long.
 */
const IN_ORDER = { ackWaitMs: 30_000, maxInFlight: 1, maxAckPending: 1 };
const DELETIONS_AT_A_TIME = 4;

/**
 * What makes and sends notifications, over durable consumers that all gateways share: each event, notification and
 * deletion goes to one of them, and to another when that one dies. At least once; the steps do not mind.
 */
export class NotificationConsumers implements Stoppable {
  private running: Stoppable[] = [];

  constructor(
    private readonly messaging: Messaging,
    private readonly announcer: Pick<AnnounceEvent, 'announce'>,
    private readonly deliverer: Pick<DeliverNotification, 'deliver'>,
    private readonly eraser: Pick<EraseNotifications, 'eraseIfDeleted'>,
    private readonly events: NotifierEvents,
  ) {}

  async start(): Promise<void> {
    const { messaging } = this;
    const { root, all, submissionCommand } = messaging.subjects;
    const common = { ackWaitMs: ACK_WAIT_MS, maxDeliver: -1 };
    this.running = await Promise.all([
      messaging.consume(
        {
          ...common,
          ...IN_ORDER,
          stream: 'records',
          durable: NOTIFICATION_CONSUMERS.events,
          filter: `${root}.event.submission.>`,
        },
        (delivery) => this.told('event', () => this.announce(delivery)),
      ),
      messaging.consume(
        {
          ...common,
          stream: 'notifications',
          durable: NOTIFICATION_CONSUMERS.due,
          filter: all.notifications('due'),
          maxInFlight: TRIES_AT_A_TIME,
          maxAckPending: MAX_WAITING,
        },
        (delivery) => this.told('notification', () => this.deliver(delivery)),
      ),
      messaging.consume(
        {
          ...common,
          stream: 'journal',
          durable: NOTIFICATION_CONSUMERS.deletions,
          filter: submissionCommand('delete', '*'),
          maxInFlight: DELETIONS_AT_A_TIME,
          maxAckPending: MAX_WAITING,
        },
        (delivery) => this.told('deletion', () => this.erase(delivery)),
      ),
    ]);
  }

  /** Takes no more; what is being sent is finished. */
  async stop(): Promise<void> {
    await Promise.all(this.running.splice(0).map((consumer) => consumer.stop()));
  }

  private async announce(delivery: Delivery): Promise<void> {
    const event = jsonOf<SubmissionEvent>(delivery.body);
    // One that no id can be read of would be looked at for ever, and hold up all others.
    if (event?.kind === 'submission' && isUuid(event.submissionId)) await this.announcer.announce(event);
    await delivery.ack();
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const due = jsonOf<NotificationDue>(delivery.body);
    if (!due) return delivery.ack();
    const delivered = await this.deliverer.deliver(due);
    if (delivered.outcome) this.events.onDelivered(due, delivered);
    if (delivered.done) await delivery.ack();
    else delivery.retryLater(delivered.retryMs);
  }

  private async erase(delivery: Delivery): Promise<void> {
    const submissionId = delivery.subject.split('.').at(-1) ?? '';
    const retryMs = await this.eraser.eraseIfDeleted(submissionId, delivery.sequence);
    if (retryMs === undefined) await delivery.ack();
    else delivery.retryLater(retryMs);
  }

  /** What fails comes again later; the sentence says that something is away. */
  private async told(what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.events.onFailure(what, error as Error);
      throw error;
    }
  }
}

function jsonOf<T>(body: Uint8Array): T | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as T;
  } catch {
    return undefined;
  }
}
