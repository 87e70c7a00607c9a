import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { type Registry } from 'prom-client';
import { type Messaging } from '#messaging';
import {
  CLOCK,
  LOGGER,
  MESSAGING,
  METRICS,
  Readiness,
  ShutdownSequence,
  TRACING,
  type Clock,
  type Configuration,
  type KnockemLogger,
  type Tracing,
} from '#platform';
import { parseRecordsUrl, RECORD_WRITER, RecordStoreModule, type RecordWriter } from '#records';
import { DeadLetters } from './adapters/nats/dead-letters';
import { DocumentReader } from './adapters/nats/document-reader';
import { KeepingController } from './adapters/nats/keeping.controller';
import { PositionController } from './adapters/nats/position.controller';
import { observeReader, watchLag } from './adapters/observe-reader';
import { traceRecords } from './adapters/trace-records';
import { RetentionSweeper } from './adapters/timers/retention-sweeper';

const documentReader: Provider = {
  provide: DocumentReader,
  inject: [MESSAGING, RECORD_WRITER, CLOCK, LOGGER, METRICS, TRACING],
  useFactory: (
    messaging: Messaging,
    writer: RecordWriter,
    clock: Clock,
    logger: KnockemLogger,
    metrics: Registry,
    tracing: Tracing,
  ) => {
    const letters = new DeadLetters(messaging, () => new Date(clock.now()).toISOString());
    const traces = traceRecords(tracing, messaging.subjects.root, () => clock.now());
    const events = { ...observeReader(logger, metrics), ...traces };
    return new DocumentReader(messaging, writer, letters, events);
  },
};

/** The only writer of records: reads RECORDS in order into the store, and keeps its position there. */
@Module({ controllers: [PositionController, KeepingController], providers: [documentReader] })
export class RecorderModule implements OnApplicationBootstrap {
  constructor(
    @Inject(RECORD_WRITER) private readonly writer: RecordWriter,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: KnockemLogger,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(METRICS) private readonly metrics: Registry,
    private readonly reader: DocumentReader,
    private readonly readiness: Readiness,
    private readonly shutdown: ShutdownSequence,
  ) {}

  static forConfiguration({ records, runmode }: Configuration): DynamicModule {
    const location = parseRecordsUrl(records.url, { embeddedFile: records.embeddedFile, runmode });
    return { module: RecorderModule, imports: [RecordStoreModule.forWriting(location)] };
  }

  async onApplicationBootstrap(): Promise<void> {
    const { writer, reader, logger } = this;
    this.shutdown.add('store', 'record store', () => writer.close());
    await writer.prepare();
    const sweeper = new RetentionSweeper(
      writer,
      () => this.clock.now(),
      (removed) => logger.info({ removed }, 'removed deletions that were kept long enough'),
      (error) => logger.warn(`deletions are not swept, trying again in an hour: ${error.message}`),
    );
    this.readiness.add('records', () => reader.whyNot() ?? writer.ping().then(() => undefined, sentence));
    this.shutdown.add('intake', 'documents', () => reader.stop());
    this.shutdown.add('work', 'retention sweeper', () => sweeper.stop());
    await reader.start();
    watchLag(this.metrics, async () => {
      const { lastSequence } = await this.messaging.streamState('records');
      return Math.max(0, lastSequence - reader.position().streamSequence);
    });
    sweeper.start();
  }
}

const sentence = (error: unknown): string => `the record store does not answer: ${(error as Error).message}`;
