import { createHash } from 'node:crypto';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { Objm, type ObjectStore } from '@nats-io/obj';
import { blobBucket } from '#contracts';
import { KnockemError, type Runmode } from '#domain';
import type { Link } from './connection';
import { explain } from './errors';
import type { Blobs } from './types';

const WAIT_MS = 5_000;

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/**
 * Content in the object store, named by its SHA-256, so that a name never changes its meaning: two writers of the same
 * digest write the same bytes, and the later one only replaces the chunks. Half-written content has no name yet.
 */
export class ObjectStoreBlobs implements Blobs {
  private store?: Promise<ObjectStore>;
  private readonly putting = new Map<string, Promise<void>>();

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

  private async write(digest: string, content: Uint8Array): Promise<void> {
    if (await this.has(digest)) return;
    await this.attempt(`storing blob ${digest}`, (store) => store.putBlob({ name: digest }, content));
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
