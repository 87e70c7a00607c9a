import { createHash } from 'node:crypto';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { Objm, type ObjectStore } from '@nats-io/obj';
import { headers } from '@nats-io/transport-node';
import { blobBucket } from '#contracts';
import { KnockemError, type Runmode } from '#domain';
import type { Link } from './connection';
import { explain, isWrongLastSequence } from './errors';
import { BLOB_IS_FRESH_MS, type Blobs, type StoredBlob } from './types';

const WAIT_MS = 5_000;
/** How long what was learnt of the server's clock holds, in ms: drift and a machine's sleep stay small. */
const CLOCK_MS = 60_000;
/** A clock that is off by less, in ms, is as good as right. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Of a blob that is to be stored. */
type Found = 'absent' | 'fresh' | 'renewed' | 'changed';

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/**
 * Content in the object store, named by its SHA-256, so that a name never changes its meaning: two writers of the same
 * digest write the same bytes, and the later one only replaces the chunks. Half-written content has no name yet.
 */
export class ObjectStoreBlobs implements Blobs {
  private store?: Promise<ObjectStore>;
  private readonly putting = new Map<string, Promise<void>>();
  private clock?: { readonly serverMs: number; readonly at: number };

  constructor(
    private readonly link: Link,
    private readonly client: JetStreamClient,
    private readonly manager: JetStreamManager,
    private readonly runmode: Runmode,
  ) {}

  /** Creates the bucket where it is missing. Also on a server that lost it: every operation begins with this. */
  async ensure(): Promise<void> {
    this.store = undefined;
    await this.open();
  }

  async put(content: Uint8Array): Promise<{ digest: string; size: number }> {
    const digest = sha256(content);
    const running = this.putting.get(digest) ?? this.write(digest, content);
    this.putting.set(digest, running);
    try {
      await running;
    } finally {
      this.putting.delete(digest);
    }
    return { digest, size: content.length };
  }

  async get(digest: string): Promise<Buffer | undefined> {
    const content = await this.attempt(`reading blob ${digest}`, (store) => this.read(store, digest));
    if (content && sha256(content) !== digest) {
      throw new KnockemError('internal', `blob ${digest} is corrupt in the object store`, {
        hint: 'delete it and store the content again',
      });
    }
    return content;
  }

  has(digest: string): Promise<boolean> {
    return this.attempt(`looking for blob ${digest}`, async (store) => {
      const found = await store.info(digest);
      return found !== null && !found.deleted;
    });
  }

  async delete(digest: string): Promise<void> {
    await this.attempt(`deleting blob ${digest}`, async (store) => {
      const found = await store.info(digest);
      if (found && !found.deleted) await store.delete(digest);
    });
  }

  /** By request, as all else here: a watch would need a consumer. */
  list(): Promise<string[]> {
    const prefix = `$O.${blobBucket(this.runmode)}.M.`;
    return this.attempt('listing the blobs', async () => {
      const stream = `OBJ_${blobBucket(this.runmode)}`;
      const { state } = await this.manager.streams.info(stream, { subjects_filter: `${prefix}*` });
      const names = Object.keys(state.subjects ?? {}).map((subject) => subject.slice(prefix.length));
      return names.map((name) => Buffer.from(name, 'base64url').toString('utf8'));
    });
  }

  look(digest: string): Promise<StoredBlob | undefined> {
    return this.attempt(`looking at blob ${digest}`, async (store) => {
      const found = await store.info(digest);
      if (!found || found.deleted) return undefined;
      return { digest, size: found.size, storedAt: found.mtime, revision: found.revision };
    });
  }

  /**
   * Its name goes first, and only if it is still the message that was looked at; then the chunks, which nobody can find
   * any more.
   */
  deleteIfUnchanged({ digest, revision }: StoredBlob): Promise<boolean> {
    return this.attempt(`deleting blob ${digest}`, async (store) => {
      const found = await store.info(digest);
      if (!found || found.deleted || found.revision !== revision) return false;
      const bucket = blobBucket(this.runmode);
      const { streams } = this.manager;
      const { purged } = await streams.purge(`OBJ_${bucket}`, {
        filter: this.nameSubject(digest),
        seq: revision + 1,
      });
      if (purged === 0) return false;
      await streams.purge(`OBJ_${bucket}`, { filter: `$O.${bucket}.C.${found.nuid}` });
      return true;
    });
  }

  private async write(digest: string, content: Uint8Array): Promise<void> {
    const doing = `storing blob ${digest}`;
    for (;;) {
      const found = await this.attempt(doing, (store) => this.renew(store, digest));
      if (found === 'fresh') return;
      if (found === 'changed') continue;
      if (found === 'absent') await this.attempt(doing, (store) => store.putBlob({ name: digest }, content));
      if (await this.attempt(doing, () => this.isDatedRight(digest))) return;
    }
  }

  /** Whether what was written just now says so by nats-server's clock; else it has to be said again. */
  private async isDatedRight(digest: string): Promise<boolean> {
    const known = this.serverNow();
    if (known !== undefined && Math.abs(Date.now() - known) < CLOCK_TOLERANCE_MS) return true;
    const query = { last_by_subj: this.nameSubject(digest) };
    const message = await this.manager.streams.getMessage(`OBJ_${blobBucket(this.runmode)}`, query);
    if (!message) return false;
    const serverMs = message.time.getTime();
    this.clock = { serverMs, at: performance.now() };
    const { mtime } = message.json<{ mtime: string }>();
    return Math.abs(Date.parse(mtime) - serverMs) < CLOCK_TOLERANCE_MS;
  }

  /** By the clock that all who store have in common, in ms; undefined until something was written lately. */
  private serverNow(): number | undefined {
    if (!this.clock) return undefined;
    const sinceMs = performance.now() - this.clock.at;
    return sinceMs < CLOCK_MS ? this.clock.serverMs + sinceMs : undefined;
  }

  /**
   * Says of a blob that is there that it was stored just now, unless that is so. By its name alone, and only if nobody
   * has changed or deleted that meanwhile: then it must be looked at again.
   */
  private async renew(store: ObjectStore, digest: string): Promise<Found> {
    const found = await store.info(digest);
    if (!found || found.deleted) return 'absent';
    const now = this.serverNow();
    if (now !== undefined && Math.abs(now - Date.parse(found.mtime)) < BLOB_IS_FRESH_MS) return 'fresh';
    const { bucket, name, nuid, size, chunks, digest: sum, options } = found;
    const mtime = new Date(now ?? Date.now()).toISOString();
    const body = JSON.stringify({ bucket, name, nuid, size, chunks, digest: sum, options, mtime });
    const only = headers();
    only.set('Nats-Rollup', 'sub');
    const expect = { lastSubjectSequence: found.revision };
    return this.client.publish(this.nameSubject(digest), body, { headers: only, expect }).then(
      () => 'renewed',
      (error: unknown) => {
        if (isWrongLastSequence(error)) return 'changed';
        throw error;
      },
    );
  }

  /** As the object store of the library names them. */
  private nameSubject(digest: string): string {
    const name = Buffer.from(digest, 'utf8').toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    return `$O.${blobBucket(this.runmode)}.M.${name}`;
  }

  /**
   * Chunk by chunk, by request. The library's own reader makes a consumer, and whoever may make one may have stored
   * messages sent on any subject, as if the server itself said them: no right for an executor.
   */
  private async read(store: ObjectStore, digest: string): Promise<Buffer | undefined> {
    const found = await store.info(digest);
    if (!found || found.deleted) return undefined;
    const bucket = blobBucket(this.runmode);
    const chunks: Uint8Array[] = [];
    for (let seq = 1; chunks.length < found.chunks;) {
      const query = { seq, next_by_subj: `$O.${bucket}.C.${found.nuid}` };
      const chunk = await this.manager.streams.getMessage(`OBJ_${bucket}`, query);
      if (!chunk) throw new KnockemError('unavailable', 'a part of a blob is missing in the object store');
      chunks.push(chunk.data);
      seq = chunk.seq + 1;
    }
    return Buffer.concat(chunks);
  }

  private async attempt<T>(doing: string, work: (store: ObjectStore) => Promise<T>): Promise<T> {
    await this.link.whenConnected(WAIT_MS);
    try {
      return await this.link.whileConnected(this.open().then(work));
    } catch (error) {
      // The bucket may be gone with the server's store: the next attempt looks again.
      this.store = undefined;
      throw explain(error, doing);
    }
  }

  private open(): Promise<ObjectStore> {
    this.store ??= new Objm(this.client).create(blobBucket(this.runmode), {
      description: 'content by SHA-256',
    });
    this.store.catch(() => (this.store = undefined));
    return this.store;
  }
}
