import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { Counter, Gauge, type Registry } from 'prom-client';
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
import { DocumentReader, type DocumentReaderEvents } from './adapters/nats/document-reader';
import { PositionController } from './adapters/nats/position.controller';
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

/** What the reader tells, as log lines and numbers. */
function told(logger: KnockemLogger, metrics: Registry): DocumentReaderEvents {
  const documents = new Counter({
    name: 'knockem_recorder_documents_total',
    help: 'Documents taken from the stream: written, or stale (recorded already in this version or a newer one).',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  const malformed = new Counter({
    name: 'knockem_recorder_malformed_total',
    help: 'Messages given up because they hold no documents.',
    registers: [metrics],
  });
  const position = new Gauge({
    name: 'knockem_recorder_position',
    help: 'Sequence in the RECORDS stream up to which everything is recorded.',
    registers: [metrics],
  });
  return {
    onRecorded: (recorded, { streamSequence }) => {
      documents.inc({ outcome: 'written' }, recorded.written);
      documents.inc({ outcome: 'stale' }, recorded.stale);
      position.set(streamSequence);
      logger.debug({ ...recorded, streamSequence }, 'recorded');
    },
    onMalformed: ({ subject, sequence }, problems) => {
      malformed.inc();
      logger.error(
        { subject, streamSequence: sequence, problems },
        'a message holds no documents: kept as a dead letter',
      );
    },
    onContentMissing: (genomeId, digest) =>
      logger.warn({ genomeId, digest }, 'genome recorded without content: there is no such blob'),
    onStartedOver: (sentence) => logger.warn(`${sentence}: reading it from its beginning`),
    onFailure: (error) => logger.error(`documents cannot be recorded, trying again: ${error.message}`),
    onRecovered: () => logger.info('documents are recorded again'),
  };
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
    return new DocumentReader(messaging, writer, letters, told(logger, metrics));
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
