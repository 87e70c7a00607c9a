// The makers' own SDK: batches, bounds, retries and the wire format of OTLP. Loaded only where an endpoint is configured.
import {
  type Attributes,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
} from '@opentelemetry/sdk-trace-base';
import { isTraced, spanIdOf, traceIdOf } from '#domain';
import type { EndedSpan, Tracing } from './tracing';

export interface OtlpOptions {
  /** `http://collector:4318`; spans go to /v1/traces below it. */
  readonly endpoint: string;
  /** Of all submissions, 0 to 1. */
  readonly share: number;
  readonly service: string;
  readonly version: string;
}

/** Until spans are sent; those of one competition come from five services anyway. */
const DELAY_MS = 2_000;
/** Beyond it spans are dropped: tracing must not cost a service its memory. */
const MAX_QUEUED = 10_000;
const MAX_BATCH = 512;
const CLOSE_MS = 3_000;

/** Gives the ids that the next span shall have; steps without one get a random one. */
class GivenIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private trace = '';
  private span: string | undefined;

  next(trace: string, span: string | undefined): void {
    this.trace = trace;
    this.span = span;
  }

  generateTraceId = (): string => this.trace;
  generateSpanId = (): string => this.span ?? this.random.generateSpanId();
}

export class OtlpTracing implements Tracing {
  readonly isOn = true;
  private readonly ids = new GivenIds();
  private readonly provider: BasicTracerProvider;
  private readonly tracer: Tracer;

  constructor(private readonly options: OtlpOptions) {
    const exporter = new OTLPTraceExporter({ url: `${options.endpoint.replace(/\/+$/, '')}/v1/traces` });
    const batches = {
      maxQueueSize: MAX_QUEUED,
      maxExportBatchSize: MAX_BATCH,
      scheduledDelayMillis: DELAY_MS,
    };
    this.provider = new BasicTracerProvider({
      idGenerator: this.ids,
      resource: resourceFromAttributes({
        'service.namespace': 'knockem',
        'service.name': `knockem-${options.service}`,
        'service.version': options.version,
      }),
      spanProcessors: [new BatchSpanProcessor(exporter, batches)],
    });
    this.tracer = this.provider.getTracer('knockem', options.version);
  }

  record({ name, submissionId, id, parentId, startMs, endMs, attributes, failure }: EndedSpan): void {
    if (!isTraced(submissionId, this.options.share)) return;
    const isRoot = id === submissionId;
    this.ids.next(traceIdOf(submissionId), id === undefined ? undefined : spanIdOf(id));
    const parent = {
      traceId: traceIdOf(submissionId),
      spanId: spanIdOf(parentId ?? submissionId),
      traceFlags: TraceFlags.SAMPLED,
      isRemote: true,
    };
    const context = isRoot ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    const all: Attributes = { 'knockem.submission_id': submissionId, ...attributes };
    const span = this.tracer.startSpan(
      name,
      { kind: SpanKind.INTERNAL, startTime: startMs, root: isRoot, attributes: all },
      context,
    );
    if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure.slice(0, 500) });
    span.end(Math.max(startMs, endMs));
  }

  async close(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    await Promise.race([this.provider.shutdown().catch(() => undefined), late]);
  }
}
