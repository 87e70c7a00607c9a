import { Counter, Gauge, type Registry } from 'prom-client';
import { type KnockemLogger } from '#platform';
import { type DocumentReaderEvents } from './nats/document-reader';

/** What the reader tells, as log lines and numbers. */
export function observeReader(logger: KnockemLogger, metrics: Registry): DocumentReaderEvents {
  const { documents, malformed, position } = readerMetrics(metrics);
  const newFields = onceEach();
  return {
    onRecorded: (recorded, { streamSequence }) => {
      documents.inc({ outcome: 'written' }, recorded.written);
      documents.inc({ outcome: 'stale' }, recorded.stale);
      position.set(streamSequence);
      logger.debug({ ...recorded, streamSequence }, 'recorded');
      const fields = newFields(recorded.unknownFields);
      if (fields.length > 0) logger.warn({ fields }, 'fields of a newer version are left out of the records');
    },
    onMalformed: ({ subject, sequence }, problems) => {
      malformed.inc();
      const facts = { subject, streamSequence: sequence, problems };
      logger.error(facts, 'a message holds no documents: kept as a dead letter');
    },
    onContentMissing: (what, id, digest) =>
      logger.warn({ id, digest }, `${what} recorded without its content: the blob has gone or is too large`),
    onStartedOver: (sentence) => logger.warn(`${sentence}: reading it from its beginning`),
    onFailure: (error) => logger.error(`documents cannot be recorded, trying again: ${error.message}`),
    onRecovered: () => logger.info('documents are recorded again'),
  };
}

interface ReaderMetrics {
  readonly documents: Counter<'outcome'>;
  readonly malformed: Counter;
  readonly position: Gauge;
}

const readerMetrics = (metrics: Registry): ReaderMetrics => ({
  documents: new Counter({
    name: 'knockem_recorder_documents_total',
    help: 'Documents taken from the stream: written, or stale (recorded already in this version or a newer one).',
    labelNames: ['outcome'],
    registers: [metrics],
  }),
  malformed: new Counter({
    name: 'knockem_recorder_malformed_total',
    help: 'Messages given up because they hold no documents.',
    registers: [metrics],
  }),
  position: new Gauge({
    name: 'knockem_recorder_position',
    help: 'Sequence in the RECORDS stream up to which everything is recorded.',
    registers: [metrics],
  }),
});

/** How far the records are behind; read when somebody asks, and left as it was while nats-server is away. */
export function watchLag(metrics: Registry, lag: () => Promise<number>): void {
  new Gauge({
    name: 'knockem_recorder_lag_messages',
    help: 'Messages of the RECORDS stream that are not recorded yet.',
    registers: [metrics],
    async collect() {
      await lag().then(
        (messages) => this.set(messages),
        () => undefined,
      );
    },
  });
}

/** Those that were not asked about before. */
function onceEach(): (words: readonly string[]) => string[] {
  const seen = new Set<string>();
  return (words) => {
    const news = words.filter((word) => !seen.has(word));
    news.forEach((word) => seen.add(word));
    return news;
  };
}
