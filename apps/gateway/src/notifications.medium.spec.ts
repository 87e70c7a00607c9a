// Real: the gateway, nats-server, an HTTP server that takes webhooks, an SMTP server. Scripted: the scheduler's events.
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { NotificationKind, SubmissionEvent } from '#contracts';
import type { SubmissionState } from '#domain';
import { startService } from '#platform';
import { expectNoLeaks, waitFor } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { MailReceiver } from './adapters/testing/mail-receiver.conformance';
import { liveSubmission, NO_COUNTERS } from './adapters/testing/scripted-scheduler.conformance';
import { type ReceivedPost, WebhookReceiver } from './adapters/testing/webhook-receiver.conformance';
import { gateway as gatewayService, GatewayModule } from './gateway.module';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MAIL_PASSWORD = 'password-of-the-mail-server';
/** Longer than a restart of the gateway here, shorter than patience. */
const RETRY_SECONDS = '1,2';

interface Log {
  readonly notify?: object;
  readonly items: readonly {
    readonly notificationId: string;
    readonly event: string;
    readonly channel: string;
    readonly status: string;
    readonly tries: readonly { readonly outcome: string; readonly reason?: string }[];
  }[];
}

let receiver: WebhookReceiver;
let mail: MailReceiver;
let gateway: GatewayUnderTest;
let environment: Record<string, string>;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  mail = await MailReceiver.start(MAIL_PASSWORD);
  environment = {
    KNOCKEM_WEBHOOK_ADDRESSES: '127.0.0.0/8',
    KNOCKEM_WEBHOOK_TIMEOUT_MS: '500',
    KNOCKEM_NOTIFICATION_RETRY_SECONDS: RETRY_SECONDS,
    KNOCKEM_SMTP_URL: `smtp://knockem:${MAIL_PASSWORD}@127.0.0.1:${mail.port}`,
    KNOCKEM_MAIL_FROM: 'knockem@example.org',
  };
  gateway = await GatewayUnderTest.start(undefined, environment);
}, 60_000);

beforeEach(() => {
  receiver.answer = (response) => void response.writeHead(204).end();
});

afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
  await mail?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

let versions = 0;
/** What the scheduler says of a submission, on the real stream. */
async function event(
  submissionId: string,
  status: SubmissionState,
  more: Partial<SubmissionEvent> = {},
): Promise<void> {
  const said: SubmissionEvent = {
    kind: 'submission',
    submissionId,
    status,
    held: false,
    counters: NO_COUNTERS,
    version: (versions += 1),
    at: '2030-01-01T00:00:00.000Z',
    ...more,
  };
  await gateway.bus.publish(gateway.bus.subjects.event('submission', submissionId), said);
}

const request = (notify: object | undefined, more: object = {}): object => ({
  userEmail: 'ada@example.org',
  containerImage: 'lab/model:1',
  genomeContent: '0 1 2\n',
  assayTypes: ['nulldist'],
  ...(notify === undefined ? {} : { notify }),
  ...more,
});

async function submit(notify: object | undefined, more: object = {}): Promise<string> {
  const { body } = await gateway.http().post('/api/v1/submissions').send(request(notify, more)).expect(202);
  const { submissionId } = body as { submissionId: string };
  gateway.scheduler.known.set(submissionId, liveSubmission(submissionId, 'active'));
  return submissionId;
}

const webhook = (more: object = {}): object => ({
  webhookUrl: receiver.url(),
  webhookSecret: SECRET,
  ...more,
});
const logOf = async (id: string): Promise<Log> =>
  (await gateway.http().get(`/api/v1/submissions/${id}/notifications`).expect(200)).body as Log;
const postsOf = (id: string): ReceivedPost[] => receiver.posts.filter(({ body }) => body.includes(id));
const typesOf = (id: string): string[] =>
  postsOf(id).map(({ body }) => (JSON.parse(body) as { type: string }).type);
const settled = (id: string, count: number): Promise<Log> =>
  waitFor(
    async () => {
      const log = await logOf(id);
      return log.items.length === count && log.items.every(({ status }) => status !== 'waiting')
        ? log
        : undefined;
    },
    { timeoutMs: 30_000, message: `${count} notifications of ${id} are settled` },
  );

it('tells of the start and the end, each once, however often they are announced', async () => {
  const id = await submit(webhook());
  await event(id, 'pending');
  await event(id, 'active', { version: 1001 });
  await event(id, 'active', { version: 1001 });
  await event(id, 'active', { version: 1002, held: true });
  await settled(id, 1);
  await event(id, 'completed', { version: 1003, counters: { ...NO_COUNTERS, completed: 7 } });
  const log = await settled(id, 2);
  expect(log.notify).toEqual({
    webhookUrl: receiver.url(),
    email: false,
    events: ['started', 'completed', 'failed', 'cancelled'],
  });
  expect(log.items.map(({ event: told, status }) => [told, status])).toEqual([
    ['started', 'delivered'],
    ['completed', 'delivered'],
  ]);
  expect(typesOf(id)).toEqual(['submission.started', 'submission.completed']);
  const [first] = postsOf(id);
  expect(first.headers['webhook-id']).toBe(log.items[0].notificationId);
  expect(() => new Webhook(SECRET).verify(first.body, first.headers as Record<string, string>)).not.toThrow();
});

it('tries again after failures, and writes down why', async () => {
  const id = await submit(webhook({ events: ['failed'] }));
  receiver.answer = (response) => {
    const n = postsOf(id).length;
    // The second one is slow: the gateway waits no longer than it was told to.
    if (n !== 2) response.writeHead(n === 1 ? 500 : 200).end();
  };
  await event(id, 'active');
  await event(id, 'failed', { reason: 'too many failures' });
  const { items } = await settled(id, 1);
  expect(items[0].tries).toMatchObject([
    { outcome: 'failed', reason: 'the receiver answered 500' },
    { outcome: 'failed', reason: 'no answer within 500 ms' },
    { outcome: 'delivered' },
  ]);
  expect(new Set(postsOf(id).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(JSON.parse(postsOf(id)[0].body)).toMatchObject({ data: { reason: 'too many failures' } });
}, 60_000);

it('gives up after the last wait', async () => {
  const id = await submit(webhook({ events: ['cancelled'] }));
  receiver.answer = (response) => void response.writeHead(500).end();
  await event(id, 'cancelled');
  const { items } = await settled(id, 1);
  expect(items[0]).toMatchObject({ status: 'given-up', tries: { length: 3 } });
}, 60_000);

it('goes on with what waits when a gateway has ended and another one starts', async () => {
  const id = await submit(webhook({ events: ['completed'] }));
  receiver.answer = (response) => void response.writeHead(503).end();
  await event(id, 'completed');
  await waitFor(async () => (await logOf(id)).items[0]?.tries.length === 1, { timeoutMs: 20_000 });
  await gateway.service.stop();
  receiver.answer = (response) => void response.writeHead(200).end();
  const next = await startService({
    ...gatewayService,
    module: (configuration) => GatewayModule.forConfiguration(configuration),
    environment: {
      ...environment,
      KNOCKEM_NATS_URL: gateway.server.url,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_DATA_DIR: gateway.home,
      KNOCKEM_GATEWAY_PORT: '0',
      KNOCKEM_LOG_LEVEL: 'fatal',
    },
  });
  // The others of this file go on with the new one.
  (gateway as { service: typeof next }).service = next;
  const { items } = await settled(id, 1);
  expect(items[0].tries.at(-1)).toMatchObject({ outcome: 'delivered' });
  expect(items[0].tries.length).toBeGreaterThan(1);
}, 60_000);

it('writes e-mail to the submission’s own user, tries again when the server is busy, and not when it refuses', async () => {
  const userEmail = `${randomUUID()}@example.org`;
  const mails = () => mail.mails.filter(({ to }) => to.includes(userEmail));
  const id = await submit({ email: true }, { userEmail });
  mail.refuseWith = 450;
  await event(id, 'active');
  await waitFor(async () => (await logOf(id)).items[0]?.tries.length === 1, { timeoutMs: 20_000 });
  mail.refuseWith = undefined;
  const { items } = await settled(id, 1);
  expect(items[0]).toMatchObject({ channel: 'email', event: 'started', status: 'delivered' });
  expect(items[0].tries[0].reason).toBe('the mail server answered 450');
  expect(mails()).toHaveLength(1);
  expect(mails()[0]).toMatchObject({ from: 'knockem@example.org', to: [userEmail] });
  expect(mails()[0].text.replace(/\r\n /g, ' ')).toContain(
    `Subject: knockem: submission ${id} has started to run`,
  );
  expect(mails()[0].text).toContain(`Message-ID: <${items[0].notificationId}@knockem>`);

  mail.refuseWith = 550;
  await event(id, 'completed');
  expect((await settled(id, 2)).items[1]).toMatchObject({ status: 'given-up', tries: { length: 1 } });
  mail.refuseWith = undefined;
}, 60_000);

it('keeps the secret where only the gateway reads, and shows it to nobody', async () => {
  const key = randomUUID();
  const id = await submit(webhook(), { idempotencyKey: key });
  await event(id, 'active');
  await settled(id, 1);
  const { subjects } = gateway.bus;
  const create = await gateway.bus.lastOn('journal', subjects.submissionCommand('create', id));
  const shown = [
    Buffer.from(create?.body ?? []).toString(),
    (await gateway.http().get(`/api/v1/submissions/${id}`)).text,
    (await gateway.http().get(`/api/v1/submissions/${id}/notifications`)).text,
    (await gateway.http().get('/api/v1/submissions')).text,
    await fetch(`${gateway.url}/metrics`).then((answer) => answer.text()),
  ].join('\n');
  expect(shown).toContain(id);
  expect(shown).toContain('knockem_gateway_notifications_total');
  expect(shown).not.toContain(SECRET);
  const again = request(webhook(), { idempotencyKey: key });
  await gateway.http().post('/api/v1/submissions').send(again).expect(202);
  const other = request(webhook({ events: ['failed'] }), { idempotencyKey: key });
  await gateway.http().post('/api/v1/submissions').send(other).expect(409);
});

it.each([
  [{ webhookUrl: 'http://10.0.0.1/hook', webhookSecret: SECRET }, 422, '10.0.0.1 is no public address'],
  [{ webhookUrl: 'ftp://example.org/hook', webhookSecret: SECRET }, 400, 'https://'],
  [{ webhookUrl: 'https://ada:word@example.org/', webhookSecret: SECRET }, 400, 'no password'],
  [{ webhookUrl: 'https://example.org/hook' }, 422, 'belong together'],
  [{ webhookUrl: 'https://example.org/hook', webhookSecret: 'whsec_c2hvcnQ=' }, 400, 'openssl rand'],
  [{}, 422, 'give a webhookUrl, or email: true'],
  [{ email: true, events: [] }, 400, 'events'],
  [{ email: true, to: 'bob@example.org' }, 400, 'unknown field'],
])('refuses %j at the door', async (notify, status, words) => {
  const { text } = await gateway.http().post('/api/v1/submissions').send(request(notify)).expect(status);
  expect(text).toContain(words);
});

it('keeps nothing of a submission that was deleted, and tells nobody of it any more', async () => {
  const id = await submit(webhook());
  receiver.answer = (response) => void response.writeHead(500).end();
  await event(id, 'failed');
  await waitFor(async () => (await logOf(id)).items[0]?.tries.length === 1, { timeoutMs: 20_000 });
  gateway.scheduler.known.set(id, liveSubmission(id, 'failed'));
  await gateway.http().delete(`/api/v1/submissions/${id}`).expect(202);
  // The scheduler has not read it yet; a moment later it has.
  gateway.scheduler.known.delete(id);
  const kept = (kind: NotificationKind | '*') =>
    gateway.bus.firstFrom('notifications', 1, gateway.bus.subjects.all.notifications(kind, id));
  await waitFor(async () => (await kept('*')) === undefined, {
    timeoutMs: 30_000,
    message: 'nothing is kept',
  });
  await gateway.http().get(`/api/v1/submissions/${id}/notifications`).expect(404);
}, 60_000);

it('costs a submission nothing that asks for nothing', async () => {
  const id = await submit(undefined);
  await event(id, 'active');
  const told = await submit(webhook());
  await event(told, 'active');
  await settled(told, 1);
  expect(await logOf(id)).toEqual({ items: [] });
});
