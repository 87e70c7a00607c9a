import type { Messaging } from '#messaging';
import type { GenomeContents } from '../../application/ports';
import { answering } from '../answering';

/** Genome contents as blobs in the object store. */
export class NatsGenomeContents implements GenomeContents {
  constructor(private readonly messaging: Messaging) {}

  put(content: Uint8Array): Promise<{ digest: string; size: number }> {
    return answering('content store', this.messaging.blobs.put(content));
  }

  get(digest: string): Promise<Buffer | undefined> {
    return answering('content store', this.messaging.blobs.get(digest));
  }

  has(digest: string): Promise<boolean> {
    return answering('content store', this.messaging.blobs.has(digest));
  }
}
