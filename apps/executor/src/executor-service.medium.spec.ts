// Real: nats-server, the executor as its module wires it (in this process), its directory on disk.
// Fake: the container runtime, the scheduler (a script).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KnockemError } from '#domain';
import { connectMessaging, type Messaging } from '#messaging';
import { type RunningService, startService } from '#platform';
import { expectNoLeaks, type NatsServer, startNatsServer, tempDirectory, waitFor } from '#testing';
import { FakeHost, FakeRuntime } from './application/fake-runtime.conformance';
import { ExecutorModule, type OpenRuntime } from './executor.module';
import { aGrant, attemptOf, ScriptedScheduler } from './executor-harness.conformance';

let server: NatsServer;
let bus: Messaging;
let directory: ReturnType<typeof tempDirectory>;
const host = new FakeHost().image('example/contest:1');

beforeAll(async () => {
  server = await startNatsServer();
});
afterAll(async () => {
  await server.stop();
  expectNoLeaks();
});
beforeEach(async () => {
  directory = tempDirectory();
  bus = await connectMessaging({ servers: server.url, name: 'scheduler', runmode: 'testing' });
});
afterEach(async () => {
  await bus.close();
  directory.remove();
});

const start = (
  openRuntime: OpenRuntime = async () => new FakeRuntime(host),
  environment: Record<string, string> = {},
): Promise<RunningService> =>
  startService({
    name: 'executor',
    module: (configuration) => ExecutorModule.on(configuration, openRuntime),
    environment: {
      KNOCKEM_NATS_URL: server.url,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_DATA_DIR: directory.path,
      KNOCKEM_EXECUTOR_SLOTS: '3',
      KNOCKEM_EXECUTOR_POOL: 'lab',
      KNOCKEM_LOG_LEVEL: 'error',
      KNOCKEM_OPS_PORT: '0',
      KNOCKEM_OPS_HOST: '127.0.0.1',
      ...environment,
    },
  });

it('says what it is, runs, shows its numbers, and gives back what runs when it ends', async () => {
  const scheduler = new ScriptedScheduler(bus);
  const service = await start();
  try {
    const turn = await waitFor(() => scheduler.turns[0]);
    expect(turn).toMatchObject({
      pool: 'lab',
      slots: 3,
      free: 3,
      runtime: 'fake',
      arch: 'amd64',
      draining: false,
    });
    const [ended, running] = [aGrant(), aGrant()];
    scheduler.grant(ended, running);
    await waitFor(() => host.running().length === 2);
    host.end(attemptOf(ended), { value: { count: 1 } });
    await scheduler.report(attemptOf(ended));
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/knockem_executor_slots(\{.*\})? 3/);
    expect(metrics).toMatch(/knockem_executor_held_runs\{.*state="running".*\} 1/);
    await service.stop();
    expect(await scheduler.report(attemptOf(running))).toMatchObject({ outcome: 'interrupted' });
    expect(host.containers.size).toBe(0);
  } finally {
    await service.stop();
    await scheduler.vanish();
  }
});

it('refuses a directory in which another executor works', async () => {
  const service = await start();
  await expect(start()).rejects.toThrow(`another executor works in ${join(directory.path, 'executor')}`);
  await service.stop();
  const again = await start();
  await again.stop();
});

it('does not start without a runtime, and lets go of its directory', async () => {
  const none: OpenRuntime = async () => {
    throw new KnockemError('misconfigured', 'no container runtime is here', { hint: 'apt-get install crun' });
  };
  await expect(start(none)).rejects.toThrow('no container runtime is here');
  expect(existsSync(join(directory.path, 'executor', 'executor-id'))).toBe(true);
  const service = await start();
  await service.stop();
});
