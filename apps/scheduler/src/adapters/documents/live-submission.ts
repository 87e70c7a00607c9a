import {
  type AssayProgress,
  type LiveSubmission,
  type LiveSubmissionsRequest,
  MAX_MESSAGE_BYTES,
  type ProgressEvent,
  type SubmissionDocument,
} from '#contracts';
import { KnockemError } from '#domain';
import type { DocumentRows } from '../sqlite/reading/document-rows';
import type { AssayRow, SubmissionRow } from '../sqlite/rows';
import { assayDocument } from './assay-document';
import { countersOf } from './counters';
import type { Stamp } from './stamp';
import { submissionDocument } from './submission-document';

/** Answers about live submissions, rendered from the rows of now and never from the records. */
export class LiveSubmissions {
  constructor(
    private readonly rows: DocumentRows,
    private readonly stamp: Stamp,
    private readonly wallTime: () => string,
  ) {}

  status(submissionId: string): LiveSubmission {
    const row = this.rows.submissionById(submissionId);
    if (!row) throw new KnockemError('not-found', `the scheduler holds no submission ${submissionId}`);
    const assays = this.rows.assaysOf(row.row);
    return {
      submission: submissionDocument(row, assays, this.stamp),
      assays: assays.map((assay) => ({
        ...assayDocument(assay, row, this.dependsOn(assay), this.stamp, { listed: false }),
        counters: countersOf(assay),
        round: assay.round,
      })),
      progress: assays.map(progressOf),
      asOf: this.wallTime(),
    };
  }

  /** Newest first, as many as one answer holds; the records have a document of those that are left out. */
  live(asked: LiveSubmissionsRequest): SubmissionDocument[] {
    const documents: SubmissionDocument[] = [];
    let bytes = 0;
    for (const row of this.rows.liveSubmissions(asked)) {
      const document = submissionDocument(row, this.rows.assaysOf(row.row), this.stamp);
      bytes += JSON.stringify(document).length;
      if (bytes > MAX_MESSAGE_BYTES) break;
      documents.push(document);
    }
    return documents;
  }

  progress(submissionId: string): ProgressEvent | undefined {
    const row: SubmissionRow | undefined = this.rows.submissionById(submissionId);
    return (
      row && {
        kind: 'progress',
        submissionId,
        status: row.status,
        held: row.held === 1,
        counters: countersOf(row),
        assays: this.rows.assaysOf(row.row).map(progressOf),
        at: this.wallTime(),
      }
    );
  }

  private dependsOn(assay: AssayRow): string[] {
    return this.rows.dependsOn(assay.row).map((other) => other.assayId);
  }
}

const progressOf = (assay: AssayRow): AssayProgress => ({
  assayId: assay.assayId,
  assayType: assay.assayType,
  status: assay.status,
  round: assay.round,
  counters: countersOf(assay),
});
