// Real: an HTTP server that takes webhooks, and looks for what a signature must hold with the reference implementation.
import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { NotificationDue, NotificationSettings } from '#contracts';
import { expectNoLeaks, waitFor } from '#testing';
import { WebhookReceiver } from '../testing/webhook-receiver.conformance';
import { AllowedAddresses } from './allowed-addresses';
import { WebhookSender } from './send-webhook';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const due: NotificationDue = {
  notificationId: '5c2f0a43-7d5a-5e57-9b39-2d5bb0a5f1c4',
  submissionId: '6f0c3f0e-5b5d-4e57-9b39-2d5bb0a5f1c4',
  notifyId: '7f0c3f0e-5b5d-5e57-9b39-2d5bb0a5f1c4',
  channel: 'webhook',
  event: 'completed',
  counters: { pending: 0, active: 0, completed: 2, failed: 0, cancelled: 0 },
  at: '2030-01-01T00:00:00.000Z',
};
const settingsFor = (webhookUrl: string): NotificationSettings => ({
  submissionId: due.submissionId,
  notifyId: due.notifyId,
  userEmail: 'ada@example.org',
  webhookUrl,
  webhookSecret: SECRET,
  email: false,
  events: ['completed'],
});
const sender = (ranges: readonly string[] = ['127.0.0.0/8', '::1/128'], timeoutMs = 20_000): WebhookSender =>
  new WebhookSender(new AllowedAddresses(ranges), { timeoutMs, userAgent: 'knockem/test', now: Date.now });

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
afterEach(async () => {
  await receiver[Symbol.asyncDispose]();
  expectNoLeaks();
});

const answering =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end('words of the receiver');

it('posts what the reference implementation verifies, under the id of the notification', async () => {
  await expect(sender().send(due, settingsFor(receiver.url()))).resolves.toEqual({ ok: true });
  const [{ headers, body, path }] = receiver.posts;
  expect(path).toBe('/hook');
  expect(headers).toMatchObject({ 'webhook-id': due.notificationId, 'content-type': 'application/json' });
  const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
  expect(verified).toMatchObject({ type: 'submission.completed', data: { submissionId: due.submissionId } });
  const forged = body.replace('completed', 'cancelled');
  expect(() => new Webhook(SECRET).verify(forged, headers as Record<string, string>)).toThrow('signature');
});

it.each([
  [200, { ok: true }],
  [299, { ok: true }],
  [400, { ok: false, reason: 'the receiver answered 400' }],
  [503, { ok: false, reason: 'the receiver answered 503' }],
  [410, { ok: false, reason: 'the receiver answered 410: it is gone', isFinal: true }],
])('%i: %o', async (status, sent) => {
  receiver.answer = answering(status);
  await expect(sender().send(due, settingsFor(receiver.url()))).resolves.toEqual(sent);
});

it('does not follow a redirection', async () => {
  receiver.answer = answering(302, { location: receiver.url('/elsewhere') });
  await expect(sender().send(due, settingsFor(receiver.url()))).resolves.toEqual({
    ok: false,
    reason: 'the receiver answered 302; redirections are not followed',
  });
  expect(receiver.posts.map(({ path }) => path)).toEqual(['/hook']);
});

it('waits no longer than it may, for the beginning of the answer or behind endless headers', async () => {
  const open: ServerResponse[] = [];
  receiver.answer = (response) => void open.push(response);
  await expect(sender(undefined, 300).send(due, settingsFor(receiver.url()))).resolves.toEqual({
    ok: false,
    reason: 'no answer within 300 ms',
  });
});

it('reads nothing of a body that does not end', async () => {
  let closed = false;
  receiver.answer = (response) => {
    response.once('close', () => (closed = true));
    response.writeHead(200).write('x'.repeat(100_000));
  };
  await expect(sender().send(due, settingsFor(receiver.url()))).resolves.toEqual({ ok: true });
  await waitFor(() => closed, { message: 'the connection is closed' });
});

it('reaches no private address, by number or by name, unless the operator allows it', async () => {
  for (const host of ['127.0.0.1', 'localhost', '0.0.0.0', '[::ffff:127.0.0.1]']) {
    const sent = await sender([]).send(due, settingsFor(receiver.url('/hook', host)));
    expect(sent).toMatchObject({
      ok: false,
      isFinal: true,
      reason: expect.stringContaining('is no public address'),
    });
  }
  expect(receiver.posts).toEqual([]);
  await expect(sender().send(due, settingsFor(receiver.url('/hook', 'localhost')))).resolves.toEqual({
    ok: true,
  });
});

it('says that nobody is there, without repeating an address that may hold a secret', async () => {
  const url = receiver.url('/T0/secret-of-a-path');
  await receiver[Symbol.asyncDispose]();
  const sent = await sender().send(due, settingsFor(url));
  expect(sent).toEqual({ ok: false, reason: 'the receiver cannot be reached (ECONNREFUSED)' });
  receiver = await WebhookReceiver.start();
});
