import type { Command } from 'commander';
import { NOTIFIED_EVENTS, type NotifiedEvent, type Notify } from '#contracts';
import { KnockemError } from '#domain';

export interface NotifyFlags {
  readonly webhook?: string;
  readonly email?: boolean;
  readonly notifyOn?: readonly string[];
}

export const withNotifyOptions = (command: Command): Command =>
  command
    .option('--webhook <url>', 'tell this address of its start and end, signed with KNOCKEM_WEBHOOK_SECRET')
    .option('--email', 'tell its user of its start and end by e-mail')
    .option('--notify-on <event...>', `of these alone: ${NOTIFIED_EVENTS.join(', ')}`);

/** The secret stands in the environment: everybody on a machine can read command lines. */
export function notifyOf(
  { webhook, email, notifyOn }: NotifyFlags,
  secret: string | undefined = process.env.KNOCKEM_WEBHOOK_SECRET,
): Notify | undefined {
  if (webhook === undefined && email !== true) {
    if (notifyOn === undefined) return undefined;
    throw new KnockemError('invalid', '--notify-on needs somebody to tell: --webhook, --email, or both');
  }
  if (webhook !== undefined && !secret) {
    throw new KnockemError('invalid', '--webhook needs KNOCKEM_WEBHOOK_SECRET, which signs what is sent', {
      hint: 'make one: export KNOCKEM_WEBHOOK_SECRET="whsec_$(openssl rand -base64 32)", and give it to the receiver',
    });
  }
  return {
    ...(webhook === undefined ? {} : { webhookUrl: webhook, webhookSecret: secret }),
    ...(email === true ? { email } : {}),
    ...(notifyOn === undefined ? {} : { events: notifyOn as NotifiedEvent[] }),
  };
}
