import type { NotificationDue, NotificationSettings, NotificationState, NotificationTried } from '#contracts';
import type { KeptNotifications } from '../../domain/notifications';

/** The stream of notifications. All methods reject with `unavailable` while it does not answer. */
export interface NotificationBook {
  /** Once per id: the same words have the same id. */
  keepSettings(settings: NotificationSettings): Promise<void>;
  settings(submissionId: string, notifyId: string): Promise<NotificationSettings | undefined>;
  /** The first that were kept of one submission. */
  anySettings(submissionId: string): Promise<NotificationSettings | undefined>;
  /** The last one that was kept. */
  state(submissionId: string): Promise<NotificationState | undefined>;
  /** What was told of one submission; a bounded number of the newest. */
  read(submissionId: string): Promise<KeptNotifications>;
  tries(submissionId: string, notificationId: string): Promise<NotificationTried[]>;
  /** Once per id, whoever asks for it. */
  keepDue(due: NotificationDue): Promise<void>;
  keepState(submissionId: string, state: NotificationState): Promise<void>;
  keepTried(submissionId: string, tried: NotificationTried): Promise<void>;
  /** What was kept of one submission is no longer there. */
  erase(submissionId: string): Promise<void>;
}

/** How one try ended; `isFinal`: trying again would not help. */
export type Sent =
  { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly isFinal?: boolean };

/** Tells somebody, once, within a bounded time; never rejects. */
export interface Sender {
  send(due: NotificationDue, settings: NotificationSettings): Promise<Sent>;
}

/** What this stack can do for those who ask to be told. */
export interface NotifyFacts {
  /** Why a webhook may not go there, in a sentence; an address that has a name is looked up when it is sent. */
  readonly webhookComplaint: (url: string) => string | undefined;
  readonly sendsMail: boolean;
}
