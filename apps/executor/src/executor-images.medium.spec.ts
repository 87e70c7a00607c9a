// Real: nats-server, the executor on it, files. Fake: the scheduler (a script), the container runtime (in memory).
import { randomUUID } from 'node:crypto';
import type { Report } from '#contracts';
import { ImageAllowList } from '#domain';
import { aGrant, attemptOf, ExecutorWorld } from './executor-harness.conformance';

const world = new ExecutorWorld();

it('gives up an image for another platform at its inspection, and has a replaced one inspected again', async () => {
  await world.start();
  world.host.foreignImages.add('lab/foreign:1');
  const [inspected, pinned] = [
    aGrant({ imageRef: 'lab/foreign:1' }),
    aGrant({ imageRef: 'lab/foreign:1', imageChainId: `sha256:${'b'.repeat(64)}` }),
  ];
  world.scheduler.grant(inspected, pinned);
  const reason = 'the image lab/foreign:1 is built for elsewhere';
  expect(await world.scheduler.report(attemptOf(inspected))).toMatchObject({
    outcome: 'container-error',
    reason,
  });
  expect(await world.scheduler.report(attemptOf(pinned))).toMatchObject({
    outcome: 'system-error',
    reasonCode: 'image-changed',
    reason,
  });
});

it('runs no image that is not allowed here, whoever asks, and says which are', async () => {
  await world.start({ allowedImages: new ImageAllowList(['lab/*', 'model:2.*']) });
  world.host.image('lab/contest:1');
  const [refused, allowed] = [aGrant({}), aGrant({ imageRef: 'lab/contest:1' })];
  world.scheduler.grant(refused, allowed);
  expect(await world.scheduler.report(attemptOf(refused))).toMatchObject({
    outcome: 'system-error',
    reasonCode: 'no-image',
    reason: 'the image example/contest:1 is not among those allowed here (lab/*, model:2.*)',
  });
  await world.runs(attemptOf(allowed));
  expect(world.host.containers.has(attemptOf(refused))).toBe(false);
});

it('looks an image up once for all runs of a submission, and again when one of it could not be started', async () => {
  await world.start();
  const submissionId = randomUUID();
  const run = async (end = true): Promise<Report> => {
    const grant = { ...aGrant({ imageChainId: `sha256:${'a'.repeat(64)}` }), submissionId };
    world.scheduler.grant(grant);
    if (end) {
      await world.runs(attemptOf(grant));
      world.host.end(attemptOf(grant), { value: { count: 3 } });
    }
    return world.scheduler.report(attemptOf(grant));
  };
  for (let n = 1; n <= 3; n += 1) expect((await run()).outcome).toBe('succeeded');
  expect(world.host.looks).toEqual(['example/contest:1']);
  world.host.failNext('start', 'no such image');
  expect((await run(false)).reasonCode).toBe('no-runtime');
  expect((await run()).outcome).toBe('succeeded');
  expect(world.host.looks).toHaveLength(2);
});
