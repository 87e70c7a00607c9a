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
  type Clock,
  type Configuration,
  type KnockemLogger,
} from '#platform';
import { parseRecordsUrl, RECORD_WRITER, RecordStoreModule, type RecordWriter } from '#records';
import { DeadLetters } from './adapters/nats/dead-letters';
import { DocumentReader } from './adapters/nats/document-reader';
import { KeepingController } from './adapters/nats/keeping.controller';
import { PositionController } from './adapters/nats/position.controller';
import { observeReader } from './adapters/observe-reader';
import { RetentionSweeper } from './adapters/timers/retention-sweeper';

const documentReader: Provider = {
  provide: DocumentReader,
  inject: [MESSAGING, RECORD_WRITER, CLOCK, LOGGER, METRICS],
  useFactory: (
    messaging: Messaging,
    writer: RecordWriter,
    clock: Clock,
    logger: KnockemLogger,
    metrics: Registry,
  ) => {
    const letters = new DeadLetters(messaging, () => new Date(clock.now()).toISOString());
    return new DocumentReader(messaging, writer, letters, observeReader(logger, metrics));
  },
};

/** The only writer of records: reads RECORDS in order into the store, and keeps its position there. */
@Module({ controllers: [PositionController, KeepingController], providers: [documentReader] })
export class RecorderModule implements OnApplicationBootstrap {
  constructor(
    @Inject(RECORD_WRITER) private readonly writer: RecordWriter,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: KnockemLogger,
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
    sweeper.start();
  }
}

const sentence = (error: unknown): string => `the record store does not answer: ${(error as Error).message}`;
