import type { ReplayOrder } from '#contracts';
import { waitFor } from '#testing';
import { FakeHost, FakeRuntime } from './fake-runtime.conformance';
import type { Identity, Log } from './ports';
import { ReplayRun } from './replay-run';

const DIGEST = `sha256:${'d'.repeat(64)}`;
const order = {
  submissionId: 's',
  competition: { competitionId: 'c', attemptId: 'a', attempt: 1, args: [], env: {}, seed: 1 },
  template: {
    imageRef: 'lab/model:1',
    entry: ['compete'],
    env: {},
    inputs: [],
    collect: { kind: 'json' },
    resources: { cpus: 1, memoryMb: 64 },
  },
  timeoutSeconds: 5,
  imageChainId: `sha256:${'a'.repeat(64)}`,
  imageDigest: DIGEST,
} as unknown as ReplayOrder['run'];

/** Whose image is another one by its name, and the recorded one by its digest. */
function changedImage(onInfo: (message: string, run: ReplayRun) => void): { host: FakeHost; run: ReplayRun } {
  const host = new FakeHost();
  host.image('lab/model:1', `sha256:${'b'.repeat(64)}`).image(`lab/model@${DIGEST}`);
  const info = (_fields: object, message: string): void => onInfo(message, run);
  const log = {
    debug: () => undefined,
    info,
    warn: () => undefined,
    error: () => undefined,
  } as unknown as Log;
  const run: ReplayRun = new ReplayRun({
    identity: { executorId: 'e', stackId: () => 's' } as unknown as Identity,
    runtime: new FakeRuntime(host),
    inputs: { hold: async () => ({ hostFile: String, release: () => undefined }) },
    content: { put: async () => ({ digest: '', size: 0 }) },
    clock: { now: () => 0, monotonic: () => 0 },
    log,
  });
  return { host, run };
}

it('runs by its digest an image whose name means another by now', async () => {
  const { host, run } = changedImage(() => undefined);
  const running = run.run(order);
  await waitFor(() => host.starts.length > 0);
  host.end('a', { value: {} });
  expect((await running).imageRef).toBe(`lab/model@${DIGEST}`);
});

it('begins nothing any more once it was stopped, also between its two tries', async () => {
  const { host, run } = changedImage((message, self) => message === 'run ended' && void self.stop());
  const { report, imageRef } = await run.run(order);
  expect([imageRef, report.reasonCode, host.starts]).toEqual(['lab/model:1', 'image-changed', []]);
});
