import type {
  NotificationDue,
  NotificationState,
  NotificationTried,
  NotifiedEvent,
  WebhookBody,
} from '#contracts';

/** What a submission's state is told as; undefined: of it nobody is told. */
const EVENTS: Readonly<Partial<Record<string, NotifiedEvent>>> = {
  active: 'started',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

export const eventOf = (status: string): NotifiedEvent | undefined => EVENTS[status];

/** False when the state is the one of before, or an older message came late. */
export const isNews = (
  { status, version }: NotificationState,
  before: NotificationState | undefined,
): boolean => before === undefined || (version > before.version && status !== before.status);

/** What was told of one submission, in the order in which it was stored. */
export interface KeptNotifications {
  readonly due: readonly NotificationDue[];
  readonly tried: readonly NotificationTried[];
  /** Older ones were left out. */
  readonly isCut: boolean;
}

export interface NotificationView {
  readonly notificationId: string;
  readonly event: NotifiedEvent;
  readonly channel: string;
  readonly status: 'waiting' | 'delivered' | 'given-up';
  readonly at: string;
  readonly nextTryAt?: string;
  readonly tries: readonly Omit<NotificationTried, 'notificationId' | 'nextTryAt'>[];
}

/** The delivery log of one submission, oldest first. */
export function deliveryLog({ due, tried }: KeptNotifications): NotificationView[] {
  return due.map(({ notificationId, event, channel, at }) => {
    const own = tried.filter((one) => one.notificationId === notificationId);
    const { status, nextTryAt } = standing(own);
    const tries = own.map(({ notificationId: _, nextTryAt: __, ...one }) => one);
    return { notificationId, event, channel, status, at, ...(nextTryAt ? { nextTryAt } : {}), tries };
  });
}

/** Where the tries of one notification have led. */
export function standing(tried: readonly NotificationTried[]): {
  readonly status: NotificationView['status'];
  readonly nextTryAt?: string;
} {
  if (tried.some(({ outcome }) => outcome === 'delivered')) return { status: 'delivered' };
  if (tried.some(({ outcome }) => outcome === 'given-up')) return { status: 'given-up' };
  return { status: 'waiting', nextTryAt: tried.at(-1)?.nextTryAt };
}

const STATUS_OF: Readonly<Record<NotifiedEvent, string>> = {
  started: 'active',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

export function webhookBody({ event, submissionId, reason, counters, at }: NotificationDue): WebhookBody {
  const status = STATUS_OF[event];
  return {
    type: `submission.${event}`,
    timestamp: at,
    data: { submissionId, status, ...(reason === undefined ? {} : { reason }), counters },
  };
}

const SENTENCE: Readonly<Record<NotifiedEvent, string>> = {
  started: 'has started to run',
  completed: 'is completed',
  failed: 'has failed',
  cancelled: 'was cancelled',
};

/** Plain text; `reason` may come from a container, so that it is the last thing said, and cut. */
export function mailText(due: NotificationDue): { readonly subject: string; readonly text: string } {
  const { submissionId, event, counters, reason, at } = due;
  const { completed, failed, cancelled } = counters;
  const subject = `knockem: submission ${submissionId} ${SENTENCE[event]}`;
  const lines = [
    `Submission ${submissionId} ${SENTENCE[event]} (${at}).`,
    `Competitions: ${completed} completed, ${failed} failed, ${cancelled} cancelled.`,
    ...(reason === undefined ? [] : [`Reason: ${printable(reason)}`]),
    '',
    `Look at it with: knockem show ${submissionId}`,
  ];
  return { subject, text: lines.join('\n') };
}

const MAX_REASON = 2000;
// eslint-disable-next-line no-control-regex -- control characters are what is taken out
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const printable = (text: string): string => text.slice(0, MAX_REASON).replace(CONTROL, ' ');
