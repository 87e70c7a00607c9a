import type { AssayDocument, CompetitionDocument, SubmissionDocument } from '#contracts';
import { isTerminalSubmission } from '#domain';
import type { EndedSpan, Tracing } from '#platform';
import type { OutgoingBatch } from '../../application/marks';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/**
 * Spans of submissions, assays and competitions that have ended, made of their documents as they are published: nothing
 * is looked at on the way of a turn. Published again means recorded again, under the same ids. Reasons stay here: they may
 * hold what a container wrote.
 */
export class DocumentTraces {
  constructor(
    private readonly tracing: Tracing,
    private readonly nowMs: () => number,
  ) {}

  follow({ collection, documents }: OutgoingBatch): void {
    for (const document of documents) {
      const span = this.spanOf(collection, document);
      if (span) this.tracing.record(span);
    }
  }

  private spanOf(collection: string, document: unknown): EndedSpan | undefined {
    switch (collection) {
      case 'submissions':
        return this.submission(document as SubmissionDocument);
      case 'assays':
        return this.assay(document as AssayDocument);
      case 'competitions':
        return this.competition(document as CompetitionDocument);
      default:
        return undefined;
    }
  }

  private submission({ id, status, datetime, concludedAt }: SubmissionDocument): EndedSpan | undefined {
    if (!isTerminalSubmission(status)) return undefined;
    const endMs = concludedAt === undefined ? this.nowMs() : Date.parse(concludedAt);
    return {
      name: 'submission',
      submissionId: id,
      id,
      startMs: Date.parse(datetime),
      endMs,
      ...endOf(status),
    };
  }

  private assay({ id, submissionId, assayType, status, datetime }: AssayDocument): EndedSpan | undefined {
    if (!ENDED.has(status)) return undefined;
    const times = { startMs: Date.parse(datetime), endMs: this.nowMs() };
    return { name: `assay ${assayType}`, submissionId, id, ...times, ...endOf(status) };
  }

  /** From the moment it was planned: what it waited is what people look for. */
  private competition(document: CompetitionDocument): EndedSpan | undefined {
    const { id, submissionId, assayId, ordinal, numAttempts, status, datetime } = document;
    if (!ENDED.has(status)) return undefined;
    const { attributes, ...failure } = endOf(status);
    return {
      name: 'competition',
      submissionId,
      id,
      parentId: assayId,
      startMs: Date.parse(datetime),
      endMs: this.nowMs(),
      attributes: {
        ...attributes,
        'knockem.competition_id': id,
        'knockem.ordinal': ordinal,
        'knockem.attempts': numAttempts,
      },
      ...failure,
    };
  }
}

const endOf = (status: string): Pick<EndedSpan, 'attributes' | 'failure'> => ({
  attributes: { 'knockem.status': status },
  ...(status === 'failed' ? { failure: status } : {}),
});
