import type { NotificationDue, NotificationTried } from '#contracts';
import { deliveryLog, eventOf, isNews, mailText, standing, webhookBody } from './notifications';

const due: NotificationDue = {
  notificationId: 'n1',
  submissionId: 's1',
  notifyId: 'w1',
  channel: 'webhook',
  event: 'failed',
  reason: 'bad\u001b]0;name\u0007 image',
  counters: { pending: 0, active: 0, completed: 2, failed: 1, cancelled: 0 },
  at: '2030-01-01T00:00:00.000Z',
};
const tried = (
  outcome: NotificationTried['outcome'],
  more: Partial<NotificationTried> = {},
): NotificationTried => ({
  notificationId: 'n1',
  at: '2030-01-01T00:00:01.000Z',
  durationMs: 5,
  outcome,
  ...more,
});

it.each([
  ['pending', undefined],
  ['active', 'started'],
  ['stopping', undefined],
  ['completed', 'completed'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
])('%s is told as %s', (status, event) => {
  expect(eventOf(status)).toBe(event);
});

it.each([
  ['the first', { status: 'active', version: 3 }, undefined, true],
  ['another state', { status: 'completed', version: 9 }, { status: 'active', version: 3 }, true],
  [
    'the same state in a newer version',
    { status: 'active', version: 9 },
    { status: 'active', version: 3 },
    false,
  ],
  ['an older version', { status: 'active', version: 3 }, { status: 'completed', version: 9 }, false],
  ['the start of a retry', { status: 'active', version: 12 }, { status: 'failed', version: 9 }, true],
])('%s: %j after %j is news: %s', (_what, state, before, news) => {
  expect(isNews(state, before)).toBe(news);
});

describe('where tries have led', () => {
  it.each([
    [[], { status: 'waiting', nextTryAt: undefined }],
    [[tried('failed', { nextTryAt: 'then' })], { status: 'waiting', nextTryAt: 'then' }],
    [[tried('failed', { nextTryAt: 'then' }), tried('delivered')], { status: 'delivered' }],
    [[tried('failed', { nextTryAt: 'then' }), tried('given-up')], { status: 'given-up' }],
  ])('%#', (tries, expected) => {
    expect(standing(tries)).toEqual(expected);
  });

  it('is shown with each try of its own', () => {
    const other = tried('delivered', { notificationId: 'n2' });
    const kept = {
      isCut: false,
      due: [due],
      tried: [other, tried('failed', { nextTryAt: 'then', reason: 'no' })],
    };
    expect(deliveryLog(kept)).toEqual([
      {
        notificationId: 'n1',
        event: 'failed',
        channel: 'webhook',
        status: 'waiting',
        at: due.at,
        nextTryAt: 'then',
        tries: [{ at: '2030-01-01T00:00:01.000Z', durationMs: 5, outcome: 'failed', reason: 'no' }],
      },
    ]);
  });
});

it('a webhook says what happened, to what, and when', () => {
  expect(webhookBody(due)).toMatchObject({
    type: 'submission.failed',
    timestamp: due.at,
    data: { submissionId: 's1', status: 'failed', counters: { failed: 1 } },
  });
});

it('an e-mail is plain words without control characters', () => {
  const { subject, text } = mailText(due);
  expect(subject).toBe('knockem: submission s1 has failed');
  expect(text).toContain('Reason: bad ]0;name  image');
  expect(text).not.toContain('\u001b');
});
