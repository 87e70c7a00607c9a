/** Real: the whole stack; a stranger who publishes on every subject what the contracts do not allow. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataStorage } from 'class-validator';
import fc from 'fast-check';
import { API_ENDPOINTS, type ApiEndpoint, MESSAGES, SCHEMA_HEADER, type SchemaName } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { waitFor } from '#testing';
import { EXAMPLE, type StackStatus, StackUnderTest } from './stack-under-test';

const SEED = 20_261_121;
const PER_SUBJECT = 25;
const MAX_RESIDENT_MB = 400;

/** Fields that a message class checks, in any class above it, too. */
function fieldsOf(schema: SchemaName): string[] {
  const messageClass = MESSAGES[schema] as unknown as new () => object;
  const metadata = getMetadataStorage().getTargetValidationMetadatas(messageClass, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}

const HOSTILE = [
  null,
  -1,
  1e308,
  '',
  '../../etc/passwd',
  '$(reboot)',
  '__proto__',
  'x'.repeat(20_000),
  [],
  {},
];
const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...HOSTILE), fc.uuid(), fc.integer());

/** Bodies that carry a message's own fields with values that nobody meant; and what is no message at all. */
const bodyOf = (schema: SchemaName): fc.Arbitrary<Uint8Array> => {
  const fields = Object.fromEntries(fieldsOf(schema).map((field) => [field, value]));
  const message = fc.record(fields, { requiredKeys: [] }).map((body) => Buffer.from(JSON.stringify(body)));
  const noMessage = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom('', '{', 'null', '[]', '['.repeat(200_000), `"${'x'.repeat(900_000)}"`)
      .map((text) => Buffer.from(text)),
  );
  return fc.oneof({ weight: 4, arbitrary: message }, { weight: 1, arbitrary: noMessage });
};

const headers = fc.oneof(
  fc.constant({}),
  fc
    .constantFrom('submission.create.v0', 'plan.v99', 'no schema', 'x'.repeat(3000))
    .map((name) => ({ [SCHEMA_HEADER]: name })),
);

const SCHEMA_OF: Partial<Record<ApiEndpoint, SchemaName>> = {
  'genome.create': 'api.genome.upload.v1',
  'submission.create': 'api.submission.request.v1',
  'submission.cancel': 'submission.cancel.v1',
  'submission.update': 'submission.update.v1',
  'submission.retry': 'submission.retry.v1',
  'executor.turn': 'turn.request.v1',
  'assay.results': 'api.assay.results.v1',
  'competition.explain': 'api.competition.explain.v1',
};

describe('a stack among hostile messages', () => {
  let stack: StackUnderTest;
  let bus: Messaging;

  beforeAll(async () => {
    stack = await StackUnderTest.start();
    bus = await connectMessaging({ servers: stack.natsUrl, name: 'stranger', runmode: 'production' });
  }, 120_000);
  afterAll(async () => {
    await bus?.close();
    await stack?.stop();
  }, 120_000);

  const processes = async (): Promise<StackStatus['processes']> =>
    (await stack.json<StackStatus>('status')).processes;
  const residentMb = (pid: number): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  const sample = <T>(arbitrary: fc.Arbitrary<T>): T[] =>
    fc.sample(arbitrary, { seed: SEED, numRuns: PER_SUBJECT });

  async function publishOn(subject: string, schema: SchemaName): Promise<void> {
    for (const [body, more] of sample(fc.tuple(bodyOf(schema), headers)))
      bus.publishCore(subject, body, more);
    await bus.flush();
  }

  /** What the endpoint said to each; a broadcast that concerns nobody is not answered. */
  async function askOf(endpoint: ApiEndpoint): Promise<(string | undefined)[]> {
    const codes: (string | undefined)[] = [];
    for (const body of sample(bodyOf(SCHEMA_OF[endpoint] ?? 'api.submission.id.v1'))) {
      const reply = await bus.requestRaw(endpoint, body, { timeoutMs: 20_000 });
      codes.push(reply.ok ? undefined : reply.error.code);
    }
    return codes;
  }

  it('keeps every service up, answers in words, and goes on with its work', async () => {
    const before = await processes();
    const { subjects } = bus;
    for (const verb of ['create', 'cancel', 'update', 'retry'] as const) {
      await publishOn(subjects.submissionCommand(verb, randomUUID()), `submission.${verb}.v1`);
    }
    for (const verb of ['create', 'delete'] as const) {
      await publishOn(subjects.genomeCommand(verb, randomUUID()), `genome.${verb}.v1`);
    }
    await publishOn(subjects.planRequest(randomUUID()), 'plan.request.v1');
    await publishOn(subjects.plan(randomUUID(), randomUUID()), 'plan.v1');
    await publishOn(`${subjects.root}.command.submission.destroy.x`, 'submission.cancel.v1');
    await publishOn(`${subjects.root}.command.%00`, 'submission.cancel.v1');
    await publishOn(subjects.documents('competitions', randomUUID()), 'submission.create.v1');
    await publishOn(subjects.event('submission', randomUUID()), 'submission.create.v1');
    await publishOn(subjects.dead('scheduler', 'malformed'), 'submission.create.v1');
    await publishOn(subjects.log('gateway', 'info'), 'submission.create.v1');
    const endpoints = (Object.keys(API_ENDPOINTS) as ApiEndpoint[]).filter(
      (e) => e !== 'containerlog.follow',
    );
    for (const endpoint of endpoints) expect(await askOf(endpoint)).not.toContain('internal');

    const end = await stack.run(
      ...['submit', join(EXAMPLE, 'demo-genome.txt'), '--image', 'knockem/explicit-model:1', '--watch'],
      ...['--user', 'calm@knockem.example', '--assay', 'nulldist'],
      ...['--param', 'nulldist.replicates=10', 'nulldist.alpha=0.1'],
    );
    expect(end.stderr).toContain('completed: 11 completed');
    await waitFor(async () => (await stack.json<unknown[]>('dead', 'list')).length > 5 * PER_SUBJECT);
    const after = await processes();
    expect(after.map(({ name, pid }) => [name, pid])).toEqual(before.map(({ name, pid }) => [name, pid]));
    for (const { pid } of after) expect(residentMb(pid)).toBeLessThan(MAX_RESIDENT_MB);
  }, 300_000);
});
