import { ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { Counters } from './documents';
import { IsWebhookSecret, IsWebhookUrl } from './notification-validators';
import { IsWithoutRepetition } from './validators';

/** What a submission's owner can be told of: that it starts to run, and how it ends. */
export const NOTIFIED_EVENTS = ['started', 'completed', 'failed', 'cancelled'] as const;
export type NotifiedEvent = (typeof NOTIFIED_EVENTS)[number];

export const NOTIFICATION_CHANNELS = ['webhook', 'email'] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

/** In a submission's request: who is told of its start and end. Kept apart from the submission, since it holds a secret. */
export class Notify {
  @IsOptional()
  @IsWebhookUrl()
  webhookUrl?: string;

  /** Of the signature: `whsec_` and 24 to 64 bytes in base64, as standardwebhooks.com says. Needed beside a webhookUrl. */
  @IsOptional()
  @IsWebhookSecret()
  webhookSecret?: string;

  /** Also by e-mail, to the submission's own userEmail and nobody else. */
  @IsOptional()
  @IsBoolean()
  email?: boolean;

  /** Absent = all of them. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @IsWithoutRepetition()
  @IsIn(NOTIFIED_EVENTS, { each: true })
  events?: NotifiedEvent[];
}

/** `knockem.notification.settings.<sub>.<notifyId>`: what the request said. The only place where the secret is kept. */
export interface NotificationSettings {
  readonly submissionId: string;
  readonly notifyId: string;
  readonly userEmail: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly email: boolean;
  readonly events: readonly NotifiedEvent[];
}

/** `knockem.notification.state.<sub>.-`: the last change of state that has become notifications. */
export interface NotificationState {
  readonly status: string;
  readonly version: number;
}

/** `knockem.notification.due.<sub>.<notificationId>`: to be sent until it is delivered or given up. */
export interface NotificationDue {
  readonly notificationId: string;
  readonly submissionId: string;
  readonly notifyId: string;
  readonly channel: NotificationChannel;
  readonly event: NotifiedEvent;
  readonly reason?: string;
  readonly counters: Counters;
  readonly at: string;
}

/** `knockem.notification.tried.<sub>.<notificationId>`: one try, and what follows from it. */
export interface NotificationTried {
  readonly notificationId: string;
  readonly at: string;
  readonly durationMs: number;
  readonly outcome: 'delivered' | 'failed' | 'given-up';
  /** Why it was not delivered, in a sentence; never what the receiver answered beyond its status. */
  readonly reason?: string;
  /** Of a failed one: not before then it is tried again. */
  readonly nextTryAt?: string;
}

/** Body of a webhook, in the form that standardwebhooks.com recommends. */
export interface WebhookBody {
  readonly type: `submission.${NotifiedEvent}`;
  readonly timestamp: string;
  readonly data: {
    readonly submissionId: string;
    readonly status: string;
    readonly reason?: string;
    readonly counters: Counters;
  };
}
