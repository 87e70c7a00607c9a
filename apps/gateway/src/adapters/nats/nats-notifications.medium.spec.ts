// Real: nats-server and its stream of notifications.
import { randomUUID } from 'node:crypto';
import type { NotificationDue } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { expectNoLeaks, type NatsServer, startNatsServer } from '#testing';
import { NatsNotifications } from './nats-notifications';

let server: NatsServer;
let messaging: Messaging;
let book: NatsNotifications;

beforeAll(async () => {
  server = await startNatsServer();
  messaging = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'testing' });
  await messaging.ensureStreams();
  book = new NatsNotifications(messaging);
}, 60_000);

afterAll(async () => {
  await messaging?.close();
  await server?.stop();
  expectNoLeaks();
});

const at = '2030-01-01T00:00:00.000Z';
const due = (submissionId: string, notificationId: string): NotificationDue => ({
  notificationId,
  submissionId,
  notifyId: 'w1',
  channel: 'webhook',
  event: 'started',
  counters: { pending: 0, active: 0, completed: 0, failed: 0, cancelled: 0 },
  at,
});

it('reads the newest of a log that is long, and says that it is cut', async () => {
  const submissionId = randomUUID();
  const ids = Array.from({ length: 130 }, (_, n) => `n${n}`);
  // One connection: they are stored in the order in which they are sent.
  await Promise.all(
    ids.flatMap((notificationId) => [
      book.keepDue(due(submissionId, notificationId)),
      book.keepTried(submissionId, { notificationId, at, durationMs: 1, outcome: 'delivered' }),
    ]),
  );
  await book.keepDue(due(randomUUID(), 'other'));
  const { due: found, tried, isCut } = await book.read(submissionId);
  expect(isCut).toBe(true);
  expect(found.map(({ notificationId }) => notificationId)).toEqual(ids.slice(-100));
  expect(tried).toHaveLength(100);
}, 60_000);

it('finds the last state, the settings, and the tries of one notification alone', async () => {
  const submissionId = randomUUID();
  await expect(book.state(submissionId)).resolves.toBeUndefined();
  await expect(book.anySettings(submissionId)).resolves.toBeUndefined();
  await book.keepSettings({ submissionId, notifyId: 'w1', userEmail: 'a@b.org', email: true, events: [] });
  await book.keepState(submissionId, { status: 'active', version: 1 });
  await book.keepState(submissionId, { status: 'failed', version: 2 });
  for (const notificationId of ['n1', 'n2', 'n1']) {
    await book.keepTried(submissionId, { notificationId, at, durationMs: 1, outcome: 'failed' });
  }
  await expect(book.state(submissionId)).resolves.toEqual({ status: 'failed', version: 2 });
  await expect(book.anySettings(submissionId)).resolves.toMatchObject({ notifyId: 'w1' });
  await expect(book.tries(submissionId, 'n1')).resolves.toHaveLength(2);
});
