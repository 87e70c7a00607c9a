import { COLLECTIONS, keyOf, type AnyDocument, type Collection, type DocumentBatch } from '#contracts';
import type { Messaging, StoredMessage } from '#messaging';
import type { LaterDocument } from '../sqlite/recovery/later-documents';

const MAX_BATCH = 64;

export interface LaterRange {
  /** Sequence on RECORDS. */
  readonly after: number;
  /** Documents up to this version are known. */
  readonly version: number;
  /** No document of ours has a higher version. */
  readonly highestCredible: number;
}

export interface LaterReading {
  readonly keep: (later: readonly LaterDocument[]) => void;
  /** Documents with a version that is not credible, which are passed over. */
  readonly onIncredible: (documents: readonly LaterDocument[]) => void;
  /** A read that failed and is tried again. */
  readonly onError: (error: Error) => void;
}

/**
 * Reads RECORDS from behind `after` to its present end; documents above `version` are handed on, batch by batch. One
 * with a version that is not credible is passed over and told, not put on DEAD: this is only a look, made again at each
 * start, and the message is the recorder's.
 */
export async function readLaterRecords(
  messaging: Messaging,
  { after, version, highestCredible }: LaterRange,
  { keep, onIncredible, onError }: LaterReading,
): Promise<void> {
  const { firstSequence, lastSequence } = await messaging.streamState('records');
  // A stream that was idle for as long as it keeps messages, or was purged, has an end and nothing before it.
  if (Math.max(after, firstSequence - 1) >= lastSequence) return;
  let reached: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (reached = resolve));
  const reader = await messaging.readJournal({
    stream: 'records',
    afterSequence: after,
    maxBatch: MAX_BATCH,
    onBatch: async (messages) => {
      const later = messages
        .flatMap((message) => documentsIn(messaging.subjects.root, message))
        .filter((one) => one.version > version);
      keep(later.filter((one) => one.version <= highestCredible));
      const incredible = later.filter((one) => one.version > highestCredible);
      if (incredible.length > 0) onIncredible(incredible);
      if (messages[messages.length - 1].sequence >= lastSequence) reached();
    },
    onReset: async (state) => (reached(), state.lastSequence),
    onError,
  });
  await end;
  await reader.stop();
}

/** What is no batch of documents is the recorder's to put aside: it tells nothing of what came later. */
export function documentsIn(root: string, { subject, body, storedAt }: StoredMessage): LaterDocument[] {
  const batch = subject.startsWith(`${root}.doc.`) ? readBatch(body) : undefined;
  if (!batch) return [];
  const { collection, documents } = batch;
  return documents.filter(isVersioned).map((document) => ({
    collection,
    key: keyOf(collection, document),
    version: document.version,
    storedAt,
    submissionId:
      collection === 'submissions' ? keyOf(collection, document) : field(document, 'submissionId'),
    assayId:
      collection === 'competitions' || collection === 'competitionResults'
        ? field(document, 'assayId')
        : null,
    document: JSON.stringify(document),
  }));

  function isVersioned(document: AnyDocument | null): document is AnyDocument {
    return Number.isSafeInteger(document?.version) && typeof keyOf(collection, document!) === 'string';
  }
}

function readBatch(body: Uint8Array): DocumentBatch | undefined {
  try {
    const batch = JSON.parse(Buffer.from(body).toString('utf8')) as Partial<DocumentBatch> | null;
    const isBatch = COLLECTIONS.includes(batch?.collection as Collection) && Array.isArray(batch?.documents);
    return isBatch ? (batch as DocumentBatch) : undefined;
  } catch {
    return undefined;
  }
}

const field = (document: AnyDocument, name: string): string | null =>
  ((document as unknown as Record<string, unknown>)[name] as string | undefined) ?? null;
