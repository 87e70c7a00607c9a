import type { Schemas } from '#client';
import { printable } from './printable';
import { table } from './table';

type NotificationLog = Schemas['NotificationLog'];
type NotificationRow = NotificationLog['items'][number];

export function renderNotifications({ notify, items, isCut }: NotificationLog): string {
  if (!notify && items.length === 0) return 'nobody asked to be told (submit with --webhook or --email)';
  const to = [notify?.webhookUrl, notify?.email ? 'e-mail' : undefined].filter((one) => one !== undefined);
  const head = notify ? `tells ${to.map(printable).join(' and ')} of: ${notify.events.join(', ')}` : '';
  if (items.length === 0) return `${head}\nnothing has happened yet that is told`.trim();
  const headings = ['at', 'event', 'channel', 'status', 'tries', 'last try'];
  const older = isCut ? '\nthere are older ones, which are not shown' : '';
  return `${head}\n\n${table(headings, items.map(cells))}${older}`.trim();
}

function cells({ at, event, channel, status, tries, nextTryAt }: NotificationRow): (string | number)[] {
  const { reason = '' } = tries.at(-1) ?? {};
  const next = nextTryAt ? `; again at ${nextTryAt}` : '';
  return [at, event, channel, status, tries.length, printable(`${reason}${next}`)];
}
