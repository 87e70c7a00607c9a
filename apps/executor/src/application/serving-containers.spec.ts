import { randomUUID } from 'node:crypto';
import type { RunSpecification } from './container-runtime';
import { FakeHost, FakeRuntime } from './fake-runtime.conformance';
import { HeldRuns } from './held-runs';
import type { Clock, Identity, Log } from './ports';
import { SERVING_MS, ServingContainer } from './serving-container';
import { ServingContainers } from './serving-containers';
import { SurveyContainers } from './survey-containers';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log;
const identity = { executorId: 'e', stackId: () => 's', slots: 1 } as unknown as Identity;

let time: number;
let host: FakeHost;
let runtime: FakeRuntime;
let containers: ServingContainers;

const clock = { monotonic: () => time } as Clock;
const open = (containerId: string): Promise<ServingContainer> =>
  ServingContainer.open(
    runtime,
    { attemptId: containerId, executorId: 'e', stackId: 's', note: '' } as RunSpecification,
    clock,
  );

beforeEach(() => {
  time = 0;
  host = new FakeHost();
  runtime = new FakeRuntime(host);
  containers = new ServingContainers(log);
});

test('a container that is being opened when all are closed is closed, too, before that is over', async () => {
  let opened = (): void => undefined;
  host.opening = new Promise((resolve) => (opened = resolve));
  const taken = containers.take('key', open);
  const closed = containers.closeAll().then(() => [...host.containers.keys()]);
  setImmediate(opened);
  expect(await closed).toEqual([]);
  expect(host.removed).toHaveLength(1);
  await taken;
});

test('after that none is opened any more', async () => {
  await containers.closeAll();
  await expect(containers.take('key', open)).rejects.toThrow('shutting down');
  expect(host.starts).toEqual([]);
});

test('a container is asked no more once it has served its time, which counts from before its start', async () => {
  let opened = (): void => undefined;
  host.opening = new Promise((resolve) => (opened = resolve));
  const taken = containers.take('key', open);
  time = 2000; // that long did the runtime take
  opened();
  const container = await taken;
  expect(container.isUsable).toBe(true);
  time = SERVING_MS;
  expect(container.isUsable).toBe(false);
  await containers.closeAll();
});

describe('the survey', () => {
  const look = async (): Promise<void> => {
    const held = new HeldRuns(1);
    const survey = new SurveyContainers(runtime, identity, held, clock, log, (id) => containers.holds(id));
    survey.refresh();
    await survey.idle();
  };

  test('removes an own container that serves and that nobody here knows, and no other', async () => {
    const container = await containers.take('key', open);
    const forgotten = await open(randomUUID());
    await look();
    expect(host.removed).toEqual([forgotten.id]);
    expect([...host.containers.keys()]).toEqual([container.id]);
    await containers.closeAll();
  });

  test('leaves one alone that is just being opened', async () => {
    let opened = (): void => undefined;
    host.opening = new Promise((resolve) => (opened = resolve));
    const taken = containers.take('key', open);
    await new Promise(setImmediate);
    expect(host.running()).toHaveLength(1);
    await look();
    expect(host.removed).toEqual([]);
    opened();
    await taken;
    await containers.closeAll();
  });

  test('takes up one whose removal failed', async () => {
    const container = await containers.take('key', open);
    host.failNext('remove', 'the daemon is busy');
    await containers.closeAll();
    expect([...host.containers.keys()]).toEqual([container.id]);
    await look();
    expect([...host.containers]).toEqual([]);
  });
});
