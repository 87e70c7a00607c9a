import type { Schemas } from '#client';
import { askAgainEvery } from '../study-query';

type Log = Schemas['NotificationLog'];
type Notification = Log['items'][number];

export const CHANNELS: Readonly<Record<Notification['channel'], string>> = {
  webhook: 'webhook',
  email: 'e-mail',
};

const WAITING_MS = 4000;

/** When the log is asked for again: while something may be added to it, or is still on its way. */
export function askAgainIn(
  log: Log | undefined,
  view: Schemas['SubmissionView'],
  now: number,
): number | false {
  if (log?.items.some(({ status }) => status === 'waiting')) return WAITING_MS;
  return log?.notify === undefined ? false : askAgainEvery(view, now);
}

/** `Tells https://lab.example/hook and its user by e-mail of: started, completed.` */
export function toldInWords({ webhookUrl, email, events }: NonNullable<Log['notify']>): string {
  const whom = [webhookUrl, email ? 'its user by e-mail' : undefined].filter((one) => one !== undefined);
  return `Tells ${whom.join(' and ')} of: ${events.join(', ')}.`;
}

/** Why the last try failed, if it did. */
export const reasonOf = ({ tries }: Notification): string | undefined => tries.at(-1)?.reason;
