import { isIP } from 'node:net';
import type { ConfigurationKey } from './configuration-keys';

/** How the owners of submissions are told of them. */
export interface NotificationOptions {
  /** Ranges (CIDR) beside the public ones. */
  readonly addresses: readonly string[];
  readonly webhookTimeoutMs: number;
  readonly retrySeconds: readonly number[];
  /** Both or neither. */
  readonly smtpUrl?: string;
  readonly mailFrom?: string;
}

interface Keys {
  text(key: ConfigurationKey): string | undefined;
  whole(key: ConfigurationKey): number | undefined;
  complain(key: string, message: string): void;
}

export function notificationOptions(keys: Keys): NotificationOptions {
  return {
    addresses: ranges(keys),
    webhookTimeoutMs: keys.whole('KNOCKEM_WEBHOOK_TIMEOUT_MS') ?? 0,
    retrySeconds: waits(keys),
    ...mail(keys),
  };
}

const listed = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function ranges(keys: Keys): string[] {
  const given = listed(keys.text('KNOCKEM_WEBHOOK_ADDRESSES'));
  for (const range of given) {
    if (isRange(range)) continue;
    const message = `must hold ranges such as 127.0.0.0/8 or fd00::/8, got "${range}"`;
    keys.complain('KNOCKEM_WEBHOOK_ADDRESSES', message);
  }
  return given;
}

function isRange(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const family = isIP(address);
  return (
    rest.length === 0 && family > 0 && /^\d+$/.test(bits ?? '') && Number(bits) <= (family === 4 ? 32 : 128)
  );
}

function waits(keys: Keys): number[] {
  const given = listed(keys.text('KNOCKEM_NOTIFICATION_RETRY_SECONDS')).map(Number);
  if (given.length > 20 || given.some((seconds) => !(seconds > 0 && seconds <= 604_800))) {
    const message = 'must hold at most 20 numbers of seconds, each up to a week, such as 5,30,120';
    keys.complain('KNOCKEM_NOTIFICATION_RETRY_SECONDS', message);
  }
  return given;
}

/** The address is never repeated in a complaint: it may hold a password. */
function mail(keys: Keys): Pick<NotificationOptions, 'smtpUrl' | 'mailFrom'> {
  const smtpUrl = keys.text('KNOCKEM_SMTP_URL');
  const mailFrom = keys.text('KNOCKEM_MAIL_FROM');
  if (smtpUrl === undefined) return {};
  if (!/^smtps?:\/\//.test(smtpUrl) || !URL.canParse(smtpUrl)) {
    keys.complain('KNOCKEM_SMTP_URL', 'must look like smtp://host:587 or smtps://host');
  }
  if (mailFrom === undefined) keys.complain('KNOCKEM_MAIL_FROM', 'is needed beside KNOCKEM_SMTP_URL');
  return { smtpUrl, mailFrom };
}
