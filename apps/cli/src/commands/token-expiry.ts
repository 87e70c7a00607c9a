import { KnockemError } from '#domain';
import { readDuration } from '../read-duration';

/** Ten years: what is longer is meant to be `never`. */
const LONGEST_MS = 3660 * 86_400_000;

/** When a token expires, ISO-8601; undefined = never. `30d`, `12h`, a date or time to come, or `never`. */
export function expiryOf(text: string, now: Date): string | undefined {
  if (text === 'never') return undefined;
  const ahead = readDuration(text, ['h', 'd']);
  const at = ahead === undefined ? dateOf(text) : now.getTime() + ahead;
  if (Number.isNaN(at)) {
    throw new KnockemError(
      'invalid',
      `--expires ${text}: expected 30d, 12h, a date such as 2031-01-31, or never`,
    );
  }
  if (at <= now.getTime()) throw new KnockemError('invalid', `--expires ${text}: that time is over`);
  if (at > now.getTime() + LONGEST_MS) {
    throw new KnockemError(
      'invalid',
      `--expires ${text}: more than ten years ahead; say never if you mean it`,
    );
  }
  return new Date(at).toISOString();
}

/** Only ISO dates: what else `Date` reads depends on the machine. */
const dateOf = (text: string): number => (/^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN);
