// Real: nats-server; two gateways' consumers of one durable. Scripted: what they do with an event.
import { randomUUID } from 'node:crypto';
import type { SubmissionEvent } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { expectNoLeaks, type NatsServer, startNatsServer, waitFor } from '#testing';
import { NotificationConsumers } from './notification-consumers';

let server: NatsServer;
let messaging: Messaging;

beforeAll(async () => {
  server = await startNatsServer();
  messaging = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'testing' });
  await messaging.ensureStreams();
}, 60_000);

afterAll(async () => {
  await messaging?.close();
  await server?.stop();
  expectNoLeaks();
});

it('announces events one after another, in order, over all gateways, also when one fails', async () => {
  const announced: number[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  let failures = 0;
  const announcer = {
    announce: async ({ version }: SubmissionEvent): Promise<void> => {
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      // Long enough for another gateway to take the next one, if it were given it.
      await messaging.flush();
      await messaging.flush();
      underWay -= 1;
      if (version === 3 && (failures += 1) === 1) throw new Error('away for a moment');
      announced.push(version);
    },
  };
  const gateway = (): NotificationConsumers =>
    new NotificationConsumers(
      messaging,
      announcer,
      { deliver: () => Promise.resolve({ done: true }) },
      { eraseIfDeleted: () => Promise.resolve(undefined) },
      { onDelivered: () => undefined, onFailure: () => undefined },
    );
  const submissionId = randomUUID();
  const subject = messaging.subjects.event('submission', submissionId);
  const versions = Array.from({ length: 12 }, (_, n) => n + 1);
  // Nobody could read an id out of it: it must not hold up the others.
  await messaging.publish(subject, { kind: 'submission', submissionId: 'a b' });
  for (const version of versions) {
    await messaging.publish(subject, { kind: 'submission', submissionId, version });
  }
  const gateways = [gateway(), gateway()];
  try {
    await Promise.all(gateways.map((one) => one.start()));
    await waitFor(() => announced.length >= versions.length, {
      timeoutMs: 60_000,
      message: 'all are announced',
    });
  } finally {
    await Promise.all(gateways.map((one) => one.stop()));
  }
  expect(announced).toEqual(versions);
  expect(mostUnderWay).toBe(1);
}, 90_000);
