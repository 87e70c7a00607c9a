import type { CompetitionDocument, DocumentBatch } from '#contracts';
import type { StoredMessage } from '#messaging';
import type { Tracing } from '#platform';
import type { DocumentReaderEvents } from './nats/document-reader';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/** The span of recording a competition that has ended, as part of it. Reads the batch once more, where somebody traces. */
export function traceRecords(
  tracing: Tracing,
  root: string,
  nowMs: () => number,
): Pick<DocumentReaderEvents, 'onBatch'> {
  if (!tracing.isOn) return {};
  return {
    onBatch: (batch, tookMs) => {
      const endMs = nowMs();
      for (const message of batch) {
        if (!message.subject.startsWith(`${root}.doc.competitions.`)) continue;
        for (const { id, submissionId, status } of competitionsOf(message)) {
          if (!ENDED.has(status)) continue;
          const attributes = { 'knockem.competition_id': id };
          const times = { startMs: endMs - tookMs, endMs };
          tracing.record({ name: 'record', submissionId, parentId: id, ...times, attributes });
        }
      }
    },
  };
}

/** What held no documents has become a dead letter already. */
function competitionsOf({ body }: StoredMessage): readonly CompetitionDocument[] {
  try {
    const { documents } = JSON.parse(Buffer.from(body).toString('utf8')) as DocumentBatch;
    return documents as readonly CompetitionDocument[];
  } catch {
    return [];
  }
}
