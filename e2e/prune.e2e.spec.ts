/**
 * Real: the whole stack at work, containers, nats-server's store, files of processes that are gone. `knockem prune` frees
 * what nobody uses and leaves what is in use; the times at which things were used last are set back by hand.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { blobBucket, type GenomeDocument, type SubmissionDocument } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { waitFor } from '#testing';
import { EXAMPLE, StackUnderTest } from './stack-under-test';

const DAY_MS = 86_400_000;
const GENOME = readFileSync(join(EXAMPLE, 'demo-genome.txt'), 'utf8');

interface Pruned {
  readonly freed: boolean;
  readonly found: readonly { kind: string; where: string; count: number }[];
}

let stack: StackUnderTest;
let bus: Messaging;
let raw: NatsConnection;
beforeAll(async () => {
  stack = await StackUnderTest.start(['--slots', '2']);
  bus = await connectMessaging({ servers: stack.natsUrl, name: 'knockem spec', runmode: 'production' });
  raw = await connect({ servers: stack.natsUrl });
}, 120_000);
afterAll(async () => {
  await Promise.all([bus?.close(), raw?.close()]);
  await stack?.stop();
}, 60_000);

async function submitted(replicates: number): Promise<string> {
  const { status, body } = await stack.post<{ submissionId: string }>('/api/v1/submissions', {
    containerImage: 'knockem/explicit-model:1',
    genomeContent: GENOME,
    assayTypes: ['nulldist'],
    assayParameters: { nulldist: { replicates, alpha: 0.2 } },
    userEmail: 'ada@lab.example',
  });
  expect([status, body]).toEqual([202, expect.anything()]);
  return body.submissionId;
}

const submissionOf = async (id: string): Promise<SubmissionDocument> =>
  (await stack.get<{ submission: SubmissionDocument }>(`/api/v1/submissions/${id}`)).submission;

const ended = (id: string): Promise<SubmissionDocument> =>
  waitFor(
    async () => {
      const submission = await submissionOf(id);
      return ['completed', 'failed'].includes(submission.status) ? submission : undefined;
    },
    { timeoutMs: 180_000, message: `${id} to end` },
  );

function setBack(path: string): void {
  const then = (Date.now() - 30 * DAY_MS) / 1000;
  utimesSync(path, then, then);
}

/** As if it had been stored a month ago. */
async function setBackBlob(digest: string): Promise<void> {
  const bucket = blobBucket('production');
  const name = Buffer.from(digest).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  const subject = `$O.${bucket}.M.${name}`;
  const manager = await jetstreamManager(raw);
  const message = await manager.streams.getMessage(`OBJ_${bucket}`, { last_by_subj: subject });
  const only = headers();
  only.set('Nats-Rollup', 'sub');
  const mtime = new Date(Date.now() - 30 * DAY_MS).toISOString();
  const body = JSON.stringify({ ...message!.json<object>(), mtime });
  await jetstream(raw).publish(subject, body, { headers: only });
}

/** Without what others have left on this machine. */
const countsOf = ({ found }: Pruned): Record<string, number> =>
  found
    .filter(({ where }) => where !== tmpdir())
    .reduce<Record<string, number>>(
      (sums, { kind, count }) => ({ ...sums, [kind]: (sums[kind] ?? 0) + count }),
      {},
    );

const below = (...names: string[]): string => join(stack.dataDir, ...names);

/** An executor of an earlier stack: its caches, and its log. */
function leaveExecutor(name: string): void {
  for (const place of ['runtime/images/one', 'runtime/runs', 'blobs', 'reports'])
    mkdirSync(below(name, place), { recursive: true });
  for (const file of [
    `${name}/lock`,
    `${name}/blobs/one`,
    `${name}/runtime/images/one/file`,
    `logs/${name}.log`,
  ])
    writeFileSync(below(file), 'x'.repeat(5000));
  for (const path of ['lock', 'blobs', 'runtime', 'runtime/images', 'runtime/runs'])
    setBack(below(name, path));
  setBack(below('logs', `${name}.log`));
}

test('frees what nobody uses beside a study at work, and nothing of that study', async () => {
  const genome = await ended(await submitted(10)).then(({ genomeIdAlpha }) =>
    stack.get<GenomeDocument>(`/api/v1/genomes/${genomeIdAlpha}`),
  );
  const { digest: unnamed } = await bus.blobs.put(Buffer.from('nobody names this'));
  await setBackBlob(unnamed);
  await setBackBlob(genome.digest);
  leaveExecutor('executor-9');
  setBack(below('logs', 'scheduler.log'));

  const study = await submitted(60);
  await waitFor(async () => (await submissionOf(study)).counters.completed > 3, {
    timeoutMs: 120_000,
    message: 'the study to be at work',
  });
  const told = await stack.run('prune', '--json');
  expect([told.code, told.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  expect(countsOf(JSON.parse(told.stdout) as Pruned)).toEqual({ images: 1, volumes: 1, blobs: 1, logs: 1 });
  expect(await bus.blobs.has(unnamed)).toBe(true);
  const freed = await stack.json<Pruned>('prune', '--yes');
  expect([freed.freed, countsOf(freed)]).toEqual([true, { images: 1, volumes: 1, blobs: 1, logs: 1 }]);

  expect([await bus.blobs.has(unnamed), await bus.blobs.has(genome.digest)]).toEqual([false, true]);
  expect(existsSync(below('logs', 'executor-9.log'))).toBe(false);
  expect(existsSync(below('logs', 'scheduler.log'))).toBe(true);
  expect(readdirSync(below('executor', 'runtime', 'images'))).toHaveLength(1);
  expect(await ended(study)).toMatchObject({ status: 'completed', counters: { failed: 0 } });
}, 300_000);

test('takes an image that nothing has used for long, and whoever wants it again gets it', async () => {
  await stack.killAndAwaitRestart('executor-1');
  const images = below('executor', 'runtime', 'images');
  for (const name of readdirSync(images)) setBack(join(images, name));
  const freed = await waitFor(
    async () => {
      const told = await stack.json<Pruned>('prune', '--only', 'images', '--yes');
      return countsOf(told).images === 1;
    },
    { timeoutMs: 60_000, message: 'the executor to be back and its image to go' },
  );
  expect([freed, readdirSync(images)]).toEqual([true, []]);
  expect(await ended(await submitted(10))).toMatchObject({ status: 'completed', counters: { failed: 0 } });
}, 300_000);
