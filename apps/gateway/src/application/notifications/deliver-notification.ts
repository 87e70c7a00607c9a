import type { NotificationDue, NotificationSettings, NotificationTried } from '#contracts';
import { standing } from '../../domain/notifications';
import type { NotificationBook, Sender, Sent } from './ports';

/** `done`: never again. Else it comes again after that time. */
export type Delivered =
  | { readonly done: true; readonly outcome?: NotificationTried['outcome'] }
  | {
      readonly done: false;
      readonly retryMs: number;
      readonly outcome?: 'failed';
    };

export interface DeliveryRules {
  /** Waits between tries; after the last it is given up. */
  readonly retrySeconds: readonly number[];
  /** Wall time, ms since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Tries of one user's notifications at a time: whoever's receivers are slow waits for them himself. */
const MAX_OF_ONE_USER = 4;
/** Until a user's other tries have ended. */
const BUSY_MS = 1000;

/**
 * One try of a notification that is due. The try is written down before it is acknowledged: a crash in between sends it
 * again under the same id, a restart forgets no wait. Given up when the waits are used up, or when the receiver says that
 * it is gone.
 */
export class DeliverNotification {
  private readonly underWay = new Map<string, number>();

  constructor(
    private readonly book: Pick<NotificationBook, 'settings' | 'tries' | 'keepTried'>,
    private readonly senders: Readonly<Record<NotificationDue['channel'], Sender>>,
    private readonly rules: DeliveryRules,
  ) {}

  async deliver(due: NotificationDue): Promise<Delivered> {
    const settings = await this.book.settings(due.submissionId, due.notifyId);
    if (!settings) return { done: true };
    const tried = await this.book.tries(due.submissionId, due.notificationId);
    const { status, nextTryAt } = standing(tried);
    if (status !== 'waiting') return { done: true };
    const waitMs = nextTryAt === undefined ? 0 : Date.parse(nextTryAt) - this.rules.now();
    if (waitMs > 0) return { done: false, retryMs: waitMs };
    return this.inTurn(settings.userEmail, () => this.tryOnce(due, settings, tried.length));
  }

  private async inTurn(userEmail: string, act: () => Promise<Delivered>): Promise<Delivered> {
    const busy = this.underWay.get(userEmail) ?? 0;
    if (busy >= MAX_OF_ONE_USER) return { done: false, retryMs: BUSY_MS };
    this.underWay.set(userEmail, busy + 1);
    try {
      return await act();
    } finally {
      const left = (this.underWay.get(userEmail) ?? 1) - 1;
      if (left > 0) this.underWay.set(userEmail, left);
      else this.underWay.delete(userEmail);
    }
  }

  private async tryOnce(
    due: NotificationDue,
    settings: NotificationSettings,
    before: number,
  ): Promise<Delivered> {
    const startedAt = this.rules.now();
    const sent = await this.senders[due.channel].send(due, settings);
    const retryMs = sent.ok || sent.isFinal ? undefined : this.waitAfter(before);
    const tried = this.tryOf(due.notificationId, startedAt, sent, retryMs);
    await this.book.keepTried(due.submissionId, tried);
    if (retryMs === undefined) return { done: true, outcome: tried.outcome };
    return { done: false, retryMs, outcome: 'failed' };
  }

  /** Up to a tenth longer than the setting says, so that what failed together does not come back together. */
  private waitAfter(triesBefore: number): number | undefined {
    const seconds = this.rules.retrySeconds.at(triesBefore);
    return seconds === undefined ? undefined : Math.ceil(seconds * 1000 * (1 + this.rules.random() / 10));
  }

  private tryOf(
    notificationId: string,
    startedAt: number,
    sent: Sent,
    retryMs: number | undefined,
  ): NotificationTried {
    const now = this.rules.now();
    const iso = (ms: number): string => new Date(ms).toISOString();
    const common = {
      notificationId,
      at: iso(startedAt),
      durationMs: Math.max(0, Math.round(now - startedAt)),
    };
    if (sent.ok) return { ...common, outcome: 'delivered' };
    if (retryMs === undefined) return { ...common, outcome: 'given-up', reason: sent.reason };
    return { ...common, outcome: 'failed', reason: sent.reason, nextTryAt: iso(now + retryMs) };
  }
}
