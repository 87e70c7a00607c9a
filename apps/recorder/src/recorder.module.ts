import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { type Registry } from 'prom-client';
import { KnockemError } from '#domain';
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
import {
  EmbeddedRecordWriter,
  MongoRecordWriter,
  parseRecordsUrl,
  type RecordWriter,
  type RecordsLocation,
} from '#records';
import { DeadLetters } from './adapters/nats/dead-letters';
import { DocumentReader } from './adapters/nats/document-reader';
import { PositionController } from './adapters/nats/position.controller';
import { observeReader } from './adapters/observe-reader';
import { RetentionSweeper } from './adapters/timers/retention-sweeper';

const RECORD_WRITER = Symbol('RecordWriter');

/** A record server that is away is told as away after this long, at start and at every write. */
const RECORD_SERVER_MS = 5_000;

/** The record store by configuration: a MongoDB that must be there at start, or a file of our own. */
function recordStore(location: RecordsLocation): Pick<DynamicModule, 'imports' | 'providers'> {
  if (location.kind === 'embedded') {
    return {
      providers: [{ provide: RECORD_WRITER, useFactory: () => new EmbeddedRecordWriter(location.file) }],
    };
  }
  const connection = MongooseModule.forRoot(location.url, {
    dbName: location.databaseName,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: RECORD_SERVER_MS,
    retryAttempts: 0,
    connectionErrorFactory: (error) => cannotReach(location.url, error),
  });
  const writer: Provider = {
    provide: RECORD_WRITER,
    inject: [getConnectionToken()],
    useFactory: (opened: Connection) => new MongoRecordWriter(opened),
  };
  return { imports: [connection], providers: [writer] };
}

function cannotReach(url: string, error: Error): KnockemError {
  const shown = url.replace(/\/\/[^@/]*@/, '//…@');
  return new KnockemError('unavailable', `cannot reach the record server ${shown}: ${error.message}`, {
    hint: 'start it, or correct KNOCKEM_RECORDS_URL (unset = the embedded file)',
  });
}

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
@Module({ controllers: [PositionController], providers: [documentReader] })
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
    return { module: RecorderModule, ...recordStore(location) };
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
