import type { NotificationDue, NotificationSettings, NotificationTried } from '#contracts';
import { standing } from '../../domain/notifications';
import type { NotificationBook, Sender, Sent } from './ports';
import { MOST_WAITING, UserTurns } from './user-turns';

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
  /** The longest that a try takes. */
  readonly tryMs: number;
  /** Wall time, ms since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

const TOO_MANY_WAIT = `${MOST_WAITING} notifications of this user wait already`;

/**
 * One try of a notification that is due. The try is written down before it is acknowledged: a crash in between sends it
 * again under the same id, a restart forgets no wait. Given up when the waits are used up, when the receiver says that
 * it is gone, or when too many of its user wait already.
 */
export class DeliverNotification {
  private readonly turns: UserTurns;

  constructor(
    private readonly book: Pick<NotificationBook, 'settings' | 'tries' | 'keepTried'>,
    private readonly senders: Readonly<Record<NotificationDue['channel'], Sender>>,
    private readonly rules: DeliveryRules,
  ) {
    this.turns = new UserTurns(rules);
  }

  async deliver(due: NotificationDue): Promise<Delivered> {
    const settings = await this.book.settings(due.submissionId, due.notifyId);
    if (!settings) return { done: true };
    const { userEmail } = settings;
    const delivered = await this.inTurn(due, settings);
    if (delivered.done) this.turns.ended(userEmail, due.notificationId);
    return delivered;
  }

  /** Whose turn it is not costs no more than this look. */
  private async inTurn(due: NotificationDue, settings: NotificationSettings): Promise<Delivered> {
    const { userEmail } = settings;
    const retryMs = this.turns.enter(userEmail);
    if (retryMs > 0) {
      if (this.turns.mayWait(userEmail, due.notificationId, retryMs)) return { done: false, retryMs };
      return this.giveUpUntried(due);
    }
    try {
      return await this.tryIfDue(due, settings);
    } finally {
      this.turns.leave(userEmail);
    }
  }

  private async tryIfDue(due: NotificationDue, settings: NotificationSettings): Promise<Delivered> {
    const tried = await this.book.tries(due.submissionId, due.notificationId);
    const { status, nextTryAt } = standing(tried);
    if (status !== 'waiting') return { done: true };
    const waitMs = nextTryAt === undefined ? 0 : Date.parse(nextTryAt) - this.rules.now();
    if (waitMs <= 0) return this.tryOnce(due, settings, tried.length);
    // Counted, since it may have waited at another gateway; this one was let wait there.
    this.turns.mayWait(settings.userEmail, due.notificationId, waitMs);
    return { done: false, retryMs: waitMs };
  }

  private async tryOnce(
    due: NotificationDue,
    settings: NotificationSettings,
    before: number,
  ): Promise<Delivered> {
    const startedAt = this.rules.now();
    const answer = await this.senders[due.channel].send(due, settings);
    const wanted = answer.ok || answer.isFinal ? undefined : this.waitAfter(before);
    const mayWait =
      wanted === undefined || this.turns.mayWait(settings.userEmail, due.notificationId, wanted);
    const retryMs = mayWait ? wanted : undefined;
    const sent: Sent = answer.ok || mayWait ? answer : withReason(answer.reason);
    const tried = this.tryOf(due.notificationId, startedAt, sent, retryMs);
    await this.book.keepTried(due.submissionId, tried);
    if (retryMs === undefined) return { done: true, outcome: tried.outcome };
    return { done: false, retryMs, outcome: 'failed' };
  }

  private async giveUpUntried({ submissionId, notificationId }: NotificationDue): Promise<Delivered> {
    const sent: Sent = { ok: false, reason: TOO_MANY_WAIT };
    await this.book.keepTried(submissionId, this.tryOf(notificationId, this.rules.now(), sent, undefined));
    return { done: true, outcome: 'given-up' };
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

const withReason = (reason: string): Sent => ({ ok: false, reason: `${reason}; ${TOO_MANY_WAIT}` });
