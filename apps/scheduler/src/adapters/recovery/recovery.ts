import { MAX_CHUNK, type Collection } from '#contracts';
import type { Messaging } from '#messaging';
import type { JournalReader } from '../nats/journal-reader';
import type { SqliteOutbox } from '../sqlite/outbox';
import type { LaterDocument } from '../sqlite/recovery/later-documents';
import type { SqliteStore } from '../sqlite/store';
import { type LaterReading, readLaterRecords } from './later-records';
import { putRestoredBlobs } from './restored-blobs';

export interface RecoveryOptions {
  /** Settles what is left when the journal has been read again. */
  readonly settleRest: () => void;
  readonly wallTime: () => string;
  /** Directory in which a restored backup has left its blobs. */
  readonly restoredBlobs: string;
  readonly say: (sentence: string) => void;
  /** Something that needs a person to look. */
  readonly complain: (sentence: string) => void;
}

/**
 * A database that was restored from a backup catches up before anybody is answered: RECORDS holds versions above ours,
 * so it has lived on without us. What they tell is kept, the epoch moves above them, the journal is read again from our
 * own position, and results that the records know are settled instead of run again. In the end our documents are told
 * above theirs. Each step is in the database: a crash goes on where it stood. Found out at every start by the few
 * messages that RECORDS has beyond our last mark, so it does not matter who put the older file there.
 */
export class Recovery {
  constructor(
    private readonly store: SqliteStore,
    private readonly outbox: SqliteOutbox,
    private readonly messaging: Messaging,
    private readonly journal: JournalReader,
    private readonly options: RecoveryOptions,
  ) {}

  /** Before the journal is read. */
  async begin(): Promise<void> {
    const { store, messaging } = this;
    await putRestoredBlobs(messaging.blobs, this.options.restoredBlobs);
    if (store.recoverUntil() !== null) return;
    let highestSeen = 0;
    let count = 0;
    const range = {
      after: await this.knownRecords(),
      version: store.highestVersion(),
      highestCredible: store.highestCredibleVersion(),
    };
    const keep = (later: readonly LaterDocument[]): void => {
      if (later.length > 0)
        store.transaction(() => later.forEach((document) => store.keepLaterDocument(document)));
      count += later.length;
      for (const { version } of later) highestSeen = Math.max(highestSeen, version);
    };
    await readLaterRecords(messaging, range, { keep, ...this.complaints() });
    const restoredAt = store.restoredAt();
    if (count === 0 && restoredAt === null) return;
    const { lastSequence } = await messaging.streamState('journal');
    store.transaction(() => {
      store.beginRecovery(lastSequence, highestSeen);
      store.unpublishMarks();
    });
    const { sequence } = store.readJournalPosition();
    this.options.say(
      `this database is older than the records (restored from a backup?): ${count} later documents are taken into ` +
        `account, the journal is read again from ${sequence} to ${lastSequence}`,
    );
  }

  /** When the journal is being read: until all of it that was there has been applied. */
  async end(): Promise<void> {
    const { store } = this;
    const until = store.recoverUntil();
    if (until === null) return;
    await this.journal.reached(until);
    this.options.settleRest();
    const orphans = store.transaction(() => {
      store.overruleRecords();
      return store.listOrphans();
    });
    await this.delete(orphans);
    const unknown = store.countUnknownSubmissions();
    store.transaction(() => {
      store.forgetLaterDocuments();
      store.endRecovery();
    });
    const lost = unknown === 0 ? '' : `; of ${unknown} submissions only their records are left`;
    this.options.say(`caught up with journal and records${lost}`);
  }

  private complaints(): Pick<LaterReading, 'onIncredible' | 'onError'> {
    const { complain } = this.options;
    return {
      onIncredible: ([{ collection, key, version }, ...more]) =>
        complain(
          `RECORDS holds ${collection} ${key} with version ${version}${more.length === 0 ? '' : ` and ${more.length} like it`}` +
            ', far above all that this scheduler can have written: passed over; see who may publish on RECORDS',
        ),
      onError: ({ message }) =>
        complain(`RECORDS could not be read for later documents and is read again: ${message}`),
    };
  }

  /** Up to where RECORDS holds what this database has published. */
  private async knownRecords(): Promise<number> {
    const { created } = await this.messaging.streamState('records');
    const confirmed = this.outbox.recordsPosition();
    return confirmed.created === created ? Math.max(confirmed.sequence, this.outbox.highestPublished()) : 0;
  }

  private async delete(orphans: readonly LaterDocument[]): Promise<void> {
    const batches = new Map<string, LaterDocument[]>();
    for (const orphan of orphans) {
      const key = `${orphan.collection} ${orphan.submissionId ?? ''}`;
      batches.set(key, [...(batches.get(key) ?? []), orphan]);
    }
    for (const batch of batches.values()) {
      for (let first = 0; first < batch.length; first += MAX_CHUNK / 5)
        await this.publish(batch.slice(first, first + MAX_CHUNK / 5));
    }
  }

  private async publish(orphans: readonly LaterDocument[]): Promise<void> {
    const [{ collection, submissionId }] = orphans;
    const subject = this.messaging.subjects.documents(collection, submissionId ?? undefined);
    const deletedAt = this.options.wallTime();
    const documents = orphans.map(({ document, version }) => ({
      ...(JSON.parse(document) as object),
      version,
      deletedAt,
    }));
    const body: { collection: Collection; documents: readonly object[] } = { collection, documents };
    await this.messaging.publish(subject, body, { schema: 'doc.batch.v1' });
  }
}
