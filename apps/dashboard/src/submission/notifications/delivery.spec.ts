import type { Schemas } from '#client';
import { askAgainIn, toldInWords } from './delivery';

const ENDED_AT = '2030-01-01T00:00:00.000Z';
const viewOf = (status: string): Schemas['SubmissionView'] =>
  ({ submission: { status, concludedAt: ENDED_AT } }) as Schemas['SubmissionView'];
const logOf = (status?: string): Schemas['NotificationLog'] =>
  ({
    notify: { email: true, events: ['completed'] },
    items: status === undefined ? [] : [{ status }],
  }) as Schemas['NotificationLog'];

describe('the delivery log', () => {
  const later = Date.parse(ENDED_AT) + 3_600_000;

  it('of a submission that tells nobody is read once', () => {
    expect(askAgainIn({ items: [] }, viewOf('active'), later)).toBe(false);
    expect(askAgainIn(undefined, viewOf('active'), later)).toBe(false);
  });

  it('is read again while something may come, and for as long as something is on its way', () => {
    expect(askAgainIn(logOf('delivered'), viewOf('active'), later)).toBeGreaterThan(0);
    expect(askAgainIn(logOf(), viewOf('completed'), later - 3_590_000)).toBeGreaterThan(0);
    expect(askAgainIn(logOf('waiting'), viewOf('completed'), later)).toBeGreaterThan(0);
    expect(askAgainIn(logOf('given-up'), viewOf('completed'), later)).toBe(false);
  });

  it('says whom it tells', () => {
    expect(toldInWords({ email: true, events: ['started'] })).toBe('Tells its user by e-mail of: started.');
    expect(
      toldInWords({ webhookUrl: 'https://lab.example/', email: true, events: ['failed', 'cancelled'] }),
    ).toBe('Tells https://lab.example/ and its user by e-mail of: failed, cancelled.');
  });
});
