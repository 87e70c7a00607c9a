/**
 * Real: a stack of processes with containers, and a receiver of OpenTelemetry traces (OTLP over HTTP, JSON). One competition
 * is followed from the submission to its record, through all five services.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AssayDocument, CompetitionDocument } from '#contracts';
import { spanIdOf, traceIdOf } from '#domain';
import { connectMessaging } from '#messaging';
import { waitFor } from '#testing';
import { EXAMPLE, StackUnderTest } from './stack-under-test';

interface Span {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
}

const spans: Span[] = [];
let receiver: Server;
let stack: StackUnderTest;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    void take(request).then(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  stack = await StackUnderTest.start(['--executors', '1'], { KNOCKEM_OTLP_ENDPOINT: endpoint });
}, 120_000);

afterAll(async () => {
  await stack?.stop();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
}, 120_000);

async function take(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.url !== '/v1/traces') return;
  const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as OtlpRequest;
  for (const { resource, scopeSpans } of resourceSpans) {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
  }
}

it('follows one competition through all five services, with one trace and the right parents', async () => {
  const genome = join(EXAMPLE, 'demo-genome.txt');
  const image = ['--image', 'knockem/explicit-model:1', '--user', 'tracer@knockem.example'];
  const assay = ['--assay', 'nulldist', '--param', 'nulldist.replicates=50'];
  const { submissionId } = await stack.json<{ submissionId: string }>('submit', genome, ...image, ...assay);
  expect((await stack.run('watch', submissionId)).code).toBe(0);
  const path = `/api/v1/submissions/${submissionId}`;
  const { items: assays } = await stack.get<{ items: AssayDocument[] }>(`${path}/assays`);
  const nulldist = assays.find(({ assayType }) => assayType === 'nulldist') as AssayDocument;
  const competition = await waitFor(
    async () => {
      const page = await stack.get<{ items: CompetitionDocument[] }>(
        `${path}/competitions?assayId=${nulldist.id}`,
      );
      return page.items.find(({ status }) => status === 'completed');
    },
    { timeoutMs: 60_000, message: 'a competition is recorded' },
  );

  const trace = traceIdOf(submissionId);
  const [submissionSpan, assaySpan, competitionSpan] = [submissionId, nulldist.id, competition.id].map(
    spanIdOf,
  );
  const expected: [string, string, string | undefined][] = [
    ['knockem-gateway', 'journal submission', submissionSpan],
    ['knockem-scheduler', 'submission', undefined],
    ['knockem-scheduler', 'assay nulldist', submissionSpan],
    ['knockem-planner', 'plan', assaySpan],
    ['knockem-scheduler', 'competition', assaySpan],
    ['knockem-executor', 'run', competitionSpan],
    ['knockem-recorder', 'record', competitionSpan],
  ];
  const found = ([service, name, parent]: (typeof expected)[number]): Span | undefined =>
    spans.find((span) => {
      const own = span.traceId === trace && span.service === service && span.name === name;
      return own && (span.parentSpanId || undefined) === parent;
    });
  const missing = (): typeof expected => expected.filter((one) => !found(one));
  await waitFor(() => missing().length === 0, { timeoutMs: 60_000, message: 'the spans have come' }).catch(
    () => expect(missing()).toEqual([]),
  );
  expect(found(expected[1])?.spanId).toBe(submissionSpan);
  expect(found(expected[2])?.spanId).toBe(assaySpan);
  const own = spans.filter(({ name, parentSpanId }) => name === 'competition' && parentSpanId === assaySpan);
  expect(new Set(own.map(({ spanId }) => spanId)).size).toBe(50);
  expect(own.some(({ spanId }) => spanId === competitionSpan)).toBe(true);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans) {
    expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
  }
  await expectHeaders(submissionId, nulldist.id);
}, 300_000);

/** Whoever reads along on the bus finds the same ids in the header that W3C Trace Context names. */
async function expectHeaders(submissionId: string, assayId: string): Promise<void> {
  const bus = await connectMessaging({ servers: stack.natsUrl, name: 'spec', runmode: 'production' });
  try {
    const headerOn = async (subject: string): Promise<string | undefined> =>
      (await bus.lastOn('journal', subject))?.headers.traceparent;
    const create = await headerOn(bus.subjects.submissionCommand('create', submissionId));
    const plan = await headerOn(bus.subjects.plan(submissionId, assayId));
    expect(create).toBe(`00-${traceIdOf(submissionId)}-${spanIdOf(submissionId)}-01`);
    expect(plan).toBe(`00-${traceIdOf(submissionId)}-${spanIdOf(assayId)}-01`);
  } finally {
    await bus.close();
  }
}
