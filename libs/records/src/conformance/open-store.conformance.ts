import { randomUUID } from 'node:crypto';
import type { AnyDocument, Collection } from '#contracts';
import type { Page, RecordReader, RecordWriter, UpsertCount } from '../types';

/** The one store of a suite, from before its first test until after its last. */
export class OpenStore {
  writer!: RecordWriter;
  reader!: RecordReader;

  put(collection: Collection, ...documents: AnyDocument[]): Promise<UpsertCount> {
    return this.writer.upsertMany(collection, documents);
  }
}

/** A user whom no other test knows. */
export const someone = (): string => `${randomUUID()}@example.org`;

export async function allPages<T>(ask: (cursor?: string) => Promise<Page<T>>): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    pages.push([...page.documents]);
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}
