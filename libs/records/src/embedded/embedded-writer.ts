import {
  type BackupFile,
  COLLECTIONS,
  type Collection,
  type DocumentOf,
  type GenomeDocument,
  type RecorderPosition,
} from '#contracts';
import { KnockemError } from '#domain';
import {
  backUp,
  commitToDisk,
  damageOf,
  migrate,
  openForWriting,
  type SqliteDatabase,
  type Statement,
} from '#sqlite';
import type { RecordWriter, RetentionLimits, UpsertCount } from '../types';
import { namedBlobs } from './named-blobs';
import { readPosition } from './position';
import {
  ERASE_PARTS,
  MIGRATIONS,
  SCHEMA_VERSION,
  documentColumns,
  fromRow,
  toRow,
  upsertStatement,
} from './tables';

/**
 * How long one statement waits for another process's lock. The wait holds the event loop, and with it the answers to
 * health checks: short, since the recorder tries the batch again.
 */
const LOCK_MS = 1000;
/** While opening there is nothing to answer yet. */
const OPENING_LOCK_MS = 5000;

const EXPIRED_BY_AGE_TOO = 'deletedAt < @deletedBefore OR datetime < @datetimeBefore';

/**
 * The record store in one SQLite file, for a stack on one host: written by the recorder alone, read by the gateway
 * from its own process at the same time (WAL). `synchronous = FULL` for the position and all that may not be forgotten:
 * once `setPosition` has answered, everything written before survives a power cut. The documents of a batch do not wait
 * for the disk one collection after the other: a power cut that takes them leaves the position of before, from which they
 * are recorded again. On a crash the last transaction is there whole or not at all.
 */
export class EmbeddedRecordWriter implements RecordWriter {
  private readonly database: SqliteDatabase;
  private readonly upserts: ReadonlyMap<Collection, Statement>;
  private readonly keepPosition: Statement;

  constructor(readonly file: string) {
    this.database = openAsRecorder(file);
    this.upserts = new Map(COLLECTIONS.map((c) => [c, this.database.prepare(upsertStatement(c))]));
    this.keepPosition = this.database.prepare(
      'INSERT OR REPLACE INTO position VALUES (1, @streamSequence, @streamCreated, @storedAt)',
    );
  }

  async prepare(): Promise<void> {
    // Opening has migrated already: statements can only be prepared on tables that exist.
  }

  async upsertMany<C extends Collection>(
    collection: C,
    documents: readonly DocumentOf[C][],
  ): Promise<UpsertCount> {
    const upsert = this.upserts.get(collection)!;
    const writeAll = this.database.transaction(() =>
      documents.reduce((sum, document) => sum + upsert.run(toRow(collection, document)).changes, 0),
    );
    const written = this.withoutWaiting(() => writeAll.immediate());
    return { written, stale: documents.length - written };
  }

  async position(): Promise<RecorderPosition | undefined> {
    return readPosition(this.database);
  }

  async setPosition(position: RecorderPosition): Promise<void> {
    this.keepPosition.run({ storedAt: null, ...position });
  }

  /** Its commit is on the disk with the next that waits: the log keeps their order. */
  private withoutWaiting<T>(write: () => T): T {
    this.database.pragma('synchronous = NORMAL');
    try {
      return write();
    } finally {
      this.database.pragma('synchronous = FULL');
    }
  }

  async eraseParts(submissionId: string, deletion: { version: number; deletedAt: string }): Promise<void> {
    const eraseAll = this.database.transaction(() => {
      for (const statement of ERASE_PARTS)
        this.database.prepare(statement).run({ ...deletion, submissionId });
    });
    eraseAll.immediate();
  }

  /** SQLite's own check of the whole file. */
  refuseDamaged(): void {
    const damage = damageOf(this.database);
    if (!damage) return;
    throw new KnockemError('refused', `the record file ${this.file} is damaged: ${damage}`, {
      hint: 'take another backup of it, or let the recorder make a new one (`knockem rebuild-records`)',
    });
  }

  backUp(file: string): Promise<BackupFile> {
    return backUp(this.database, file);
  }

  async storedGenome(genomeId: string): Promise<GenomeDocument | undefined> {
    const row = this.database
      .prepare<[string], { document: string }>(
        `SELECT ${documentColumns('genomes')} FROM genomes WHERE key = ?`,
      )
      .get(genomeId);
    return row && fromRow<GenomeDocument>(row);
  }

  namedBlobs(digests: readonly string[]): Promise<string[]> {
    return namedBlobs(this.database, digests);
  }

  async removeExpired(limits: RetentionLimits, limit: number): Promise<number> {
    const expired = limits.datetimeBefore === undefined ? 'deletedAt < @deletedBefore' : EXPIRED_BY_AGE_TOO;
    const sweep = this.database.transaction(() =>
      COLLECTIONS.reduce((sum, collection) => {
        const remove = this.database.prepare(`DELETE FROM ${collection} WHERE rowid IN (
          SELECT rowid FROM ${collection} WHERE ${expired} LIMIT @limit)`);
        return sum + remove.run({ ...limits, limit: limit - sum }).changes;
      }, 0),
    );
    return sweep.immediate();
  }

  async ping(): Promise<void> {
    this.database.prepare('SELECT 1 FROM position').get();
  }

  async close(): Promise<void> {
    this.database.close();
  }
}

function openAsRecorder(file: string): SqliteDatabase {
  try {
    return openForWriting(file, OPENING_LOCK_MS, (database) => {
      commitToDisk(database);
      migrate(database, MIGRATIONS, (version) => tooNew(file, version));
      database.pragma(`busy_timeout = ${LOCK_MS}`);
    });
  } catch (error) {
    throw error instanceof KnockemError ? error : notUsable(file, error as Error & { code?: string });
  }
}

function notUsable(file: string, { message, code }: Error & { code?: string }): KnockemError {
  const sentence = `the record file ${file} cannot be used: ${message}`;
  return code?.startsWith('SQLITE_BUSY')
    ? new KnockemError('unavailable', sentence, {
        hint: 'another program writes it: end that, and start the recorder again',
      })
    : new KnockemError('misconfigured', sentence, {
        hint: 'check that its directory is writable and the file is a SQLite database of knockem',
      });
}

export const tooNew = (file: string, version: number): KnockemError =>
  new KnockemError(
    'misconfigured',
    `the record file ${file} has schema version ${version}; this version of knockem knows up to ${SCHEMA_VERSION}`,
    { hint: 'run the knockem version that wrote it, or a newer one' },
  );
