import { mongo, type AnyBulkWriteOperation, type Connection, type Model, type QueryFilter } from 'mongoose';
import {
  COLLECTIONS,
  DOCUMENT_FIELDS,
  keyField,
  keyOf,
  type AnyDocument,
  type Collection,
  type DocumentOf,
  type GenomeDocument,
  type RecorderPosition,
} from '#contracts';
import { KnockemError } from '#domain';
import { NAMES_OF_BLOBS } from '../names-of-blobs';
import type { RecordWriter, RetentionLimits, UpsertCount } from '../types';
import { answered } from './answer';
import { ping, readPosition, withoutId } from './read';
import {
  INDEXES,
  positionModel,
  recordModels,
  type RecordModels,
  type Stored,
  type StoredPosition,
} from './schemas';

const DUPLICATE_KEY = 11000;
/** What was answered is on a disk's journal, of most members where there are several. */
const DURABLE = { writeConcern: { w: 'majority', j: true } } as const;

type StoredDocument = Stored<AnyDocument>;

/**
 * Writes records into MongoDB, over a connection that is handed in and stays its maker's to close. Uses nothing that a
 * standalone or merely wire-compatible server lacks: no transaction, no session, no pipeline update, no TTL index.
 *
 * The guard stands in the statement: replace the record of this key *with an older version*, or insert. Where a record
 * of the same or a newer version is there, the insert meets a duplicate key; those few are asked once more without the
 * insert, so that a rival's older record, written in between, does not win.
 */
export class MongoRecordWriter implements RecordWriter {
  private readonly models: RecordModels;
  private readonly positions: Model<StoredPosition>;

  constructor(private readonly connection: Connection) {
    this.models = recordModels(connection);
    this.positions = positionModel(connection);
  }

  async prepare(): Promise<void> {
    for (const collection of COLLECTIONS) {
      for (const keys of INDEXES[collection]) await this.models[collection].collection.createIndex(keys);
    }
  }

  async upsertMany<C extends Collection>(
    collection: C,
    documents: readonly DocumentOf[C][],
  ): Promise<UpsertCount> {
    const newest = newestOfEach(collection, documents);
    const refused = await this.insertOrReplaceOlder(collection, newest);
    const written = newest.length - refused.length + (await this.replaceOlder(collection, refused));
    return { written, stale: documents.length - written };
  }

  async position(): Promise<RecorderPosition | undefined> {
    return readPosition(this.positions);
  }

  async setPosition({ streamSequence, streamCreated, storedAt = '' }: RecorderPosition): Promise<void> {
    const position = { streamSequence, streamCreated, storedAt };
    const options = { upsert: true, ...DURABLE };
    await answered(this.positions.updateOne({ _id: 'records' }, { $set: position }, options));
  }

  async eraseParts(submissionId: string, deletion: { version: number; deletedAt: string }): Promise<void> {
    const assays = await answered(
      this.models.assays.find({ submissionId }, { _id: 1 }).lean<{ _id: string }[]>(),
    );
    const assayIds = assays.map(({ _id }) => _id);
    await this.erase('assayResults', { _id: { $in: assayIds } }, deletion);
    for (const collection of ['competitionResults', 'competitions', 'assays'] as const) {
      await this.erase(collection, { submissionId }, deletion);
    }
  }

  /** All fields go but the key and those by which it is found again. */
  private async erase(
    collection: Collection,
    which: QueryFilter<StoredDocument>,
    { version, deletedAt }: { version: number; deletedAt: string },
  ): Promise<void> {
    const kept = ['version', 'deletedAt', 'submissionId', keyField(collection)];
    const content = Object.keys(DOCUMENT_FIELDS[collection]).filter((field) => !kept.includes(field));
    const change = {
      $set: { version, deletedAt },
      $unset: Object.fromEntries(content.map((field) => [field, ''])),
    };
    const older = { ...which, version: { $lt: version } };
    await answered(this.models[collection].updateMany(older, change, DURABLE));
  }

  async backUp(): Promise<undefined> {
    // mongodump knows how.
  }

  async storedGenome(genomeId: string): Promise<GenomeDocument | undefined> {
    const stored = await answered(this.models.genomes.findById(genomeId).lean<Stored<GenomeDocument>>());
    return stored ? withoutId(stored) : undefined;
  }

  async namedBlobs(digests: readonly string[]): Promise<string[]> {
    const named = await Promise.all(
      (['genomes', 'assayResults', 'competitions'] as const).map((collection) =>
        this.namedIn(collection, NAMES_OF_BLOBS[collection], digests),
      ),
    );
    return [...new Set(named.flat())];
  }

  private async namedIn(
    collection: Collection,
    field: string,
    digests: readonly string[],
  ): Promise<string[]> {
    const filter = { [field]: { $in: digests }, deletedAt: { $exists: false } };
    const some = this.models[collection].find(filter, { [field]: 1 });
    const found = await answered(some.lean<Record<string, string>[]>());
    return found.map((document) => document[field]);
  }

  async removeExpired(limits: RetentionLimits, limit: number): Promise<number> {
    const expired = expiredFilter(limits);
    let removed = 0;
    for (const collection of COLLECTIONS) {
      if (removed >= limit) break;
      const model = this.models[collection];
      const some = model.find(expired, { _id: 1 }).limit(limit - removed);
      const found = await answered(some.lean<{ _id: string }[]>());
      if (found.length === 0) continue;
      const ids = found.map(({ _id }) => _id);
      removed += (await answered(model.deleteMany({ ...expired, _id: { $in: ids } }))).deletedCount;
    }
    return removed;
  }

  async ping(): Promise<void> {
    await ping(this.connection);
  }

  async close(): Promise<void> {
    // The connection belongs to the module that made it.
  }

  /** Gives back the documents that met a record of their key which was not older. */
  private async insertOrReplaceOlder(
    collection: Collection,
    documents: readonly StoredDocument[],
  ): Promise<StoredDocument[]> {
    try {
      await this.bulkReplace(collection, documents, true);
      return [];
    } catch (error) {
      return duplicatesOf(error).map((index) => documents[index]);
    }
  }

  /** How many records of these keys were older and are replaced. */
  private async replaceOlder(collection: Collection, documents: readonly StoredDocument[]): Promise<number> {
    return (await this.bulkReplace(collection, documents, false))?.matchedCount ?? 0;
  }

  private async bulkReplace(
    collection: Collection,
    documents: readonly StoredDocument[],
    upsert: boolean,
  ): Promise<mongo.BulkWriteResult | undefined> {
    if (documents.length === 0) return undefined;
    const operations = documents.map((document): AnyBulkWriteOperation<StoredDocument> => {
      const filter = { _id: document._id, version: { $lt: document.version } };
      return { replaceOne: { filter, replacement: document, upsert } };
    });
    const options = { ordered: false, throwOnValidationError: true, ...DURABLE } as const;
    return answered(this.models[collection].bulkWrite(operations, options));
  }
}

function newestOfEach(collection: Collection, documents: readonly AnyDocument[]): StoredDocument[] {
  const newest = new Map<string, StoredDocument>();
  for (const document of documents) {
    const _id = keyOf(collection, document);
    const known = newest.get(_id);
    if (!known || known.version < document.version) newest.set(_id, { _id, ...document });
  }
  return [...newest.values()];
}

/** Positions of the writes that met a duplicate key; any other failure is thrown on. */
function duplicatesOf(error: unknown): number[] {
  const misfits = (error as { mongoose?: { validationErrors?: Error[] } }).mongoose?.validationErrors ?? [];
  const unfit = error instanceof Error && error.name === 'MongooseBulkWriteError' ? error : misfits.at(0);
  if (unfit) throw new KnockemError('invalid', `a document does not fit its collection: ${unfit.message}`);
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  if (failures.length === 0 || failures.some((failure) => failure.code !== DUPLICATE_KEY)) throw error;
  return failures.map((failure) => failure.index);
}

function expiredFilter(limits: RetentionLimits): QueryFilter<StoredDocument> {
  const deleted = { deletedAt: { $lt: limits.deletedBefore } };
  if (limits.datetimeBefore === undefined) return deleted;
  return { $or: [deleted, { datetime: { $lt: limits.datetimeBefore } }] };
}
