import type {
  OnTheStream,
  StreamedDocument,
  Collection,
  CompetitionDocument,
  SubmissionDocument,
} from '#contracts';
import type { DocumentRows } from '../sqlite/reading/document-rows';
import type { AssayRow, AttemptRow, CompetitionRow, SubmissionRow } from '../sqlite/rows';
import { assayDocument, assayResultDocument } from './assay-document';
import {
  competitionDocument,
  competitionResultDocument,
  type CompetitionFrame,
} from './competition-document';
import { genomeDocument } from './genome-document';
import type { Stamp } from './stamp';
import { submissionDocument } from './submission-document';

/** A mark's address: which rows of which collection. */
export interface RenderedRows {
  readonly collection: Collection;
  readonly owner: number;
  readonly first: number;
  readonly last: number;
}

export interface Rendering {
  /** Absent for documents that belong to no submission. */
  readonly submissionId?: string;
  readonly documents: readonly StreamedDocument[];
}

const NOTHING: Rendering = { documents: [] };
const defined = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** From rows to the given schema's documents. Rows that have gone render to nothing. */
export class DocumentRenderer {
  private readonly frames = new Map<number, CompetitionFrame & { readonly isInternal: boolean }>();

  constructor(
    private readonly rows: DocumentRows,
    private readonly stamp: Stamp,
  ) {}

  /** A new round: row numbers may have been given to others since the last. */
  begin(): void {
    this.frames.clear();
  }

  render(mark: RenderedRows): Rendering {
    switch (mark.collection) {
      case 'genomes':
        return {
          documents: defined(this.rows.input(mark.owner)).map((row) => genomeDocument(row, this.stamp)),
        };
      case 'submissions':
        return this.submission(mark.owner);
      case 'assays':
      case 'assayResults':
        return this.assay(mark.collection, mark.owner);
      case 'competitions':
      case 'competitionResults':
        return this.competitions(mark.collection, mark);
    }
  }

  /** A deletion is a document, too; the marks of deletions have owners below zero. */
  private submission(row: number): Rendering {
    if (row < 0) return this.deletion(-row);
    const submission = this.rows.submission(row);
    if (!submission) return NOTHING;
    const document = submissionDocument(submission, this.rows.assaysOf(row), this.stamp);
    return { submissionId: submission.submissionId, documents: [document] };
  }

  private deletion(row: number): Rendering {
    const deletion = this.rows.deletion(row);
    if (!deletion) return NOTHING;
    const { submissionId, version, deletedAt } = deletion;
    const document = { id: submissionId, version, deletedAt } as SubmissionDocument;
    return { submissionId, documents: [document] };
  }

  private assay(collection: 'assays' | 'assayResults', row: number): Rendering {
    const { assay, submission } = this.assayAndSubmission(row);
    if (!assay || !submission) return NOTHING;
    const { submissionId } = submission;
    if (collection === 'assayResults')
      return { submissionId, documents: defined(assayResultDocument(assay, this.stamp)) };
    const dependsOn = this.rows.dependsOn(row).map((other) => other.assayId);
    return { submissionId, documents: [assayDocument(assay, submission, dependsOn, this.stamp)] };
  }

  private competitions(
    collection: 'competitions' | 'competitionResults',
    { owner, first, last }: RenderedRows,
  ): Rendering {
    const frame = this.frameOf(owner);
    if (!frame || (frame.isInternal && collection === 'competitionResults')) return NOTHING;
    const { submissionId } = frame;
    const rows = this.rows.competitions(owner, first, last);
    if (collection === 'competitions')
      return { submissionId, documents: rows.map((row) => this.competition(row, frame)) };
    const results = rows.flatMap((row) =>
      defined(competitionResultDocument(row, this.settledBy(row), frame)),
    );
    return { submissionId, documents: results };
  }

  private competition(row: CompetitionRow, frame: CompetitionFrame): OnTheStream<CompetitionDocument> {
    const hasEnded = row.status === 'completed' || row.status === 'failed';
    return competitionDocument(row, hasEnded ? this.settledBy(row) : undefined, frame);
  }

  /** The attempt whose report settled it. */
  private settledBy(row: CompetitionRow): AttemptRow | undefined {
    return row.settledAttempt === null
      ? undefined
      : this.rows.attempt(row.assayRow, row.ordinal, row.settledAttempt);
  }

  /** What never changes for the competitions of an assay: most marks are of few assays, so it is read once a round. */
  private frameOf(assayRow: number): (CompetitionFrame & { readonly isInternal: boolean }) | undefined {
    const known = this.frames.get(assayRow);
    if (known) return known;
    const { assay, submission } = this.assayAndSubmission(assayRow);
    const input = submission && this.rows.input(submission.inputRow);
    if (!assay || !submission || !input) return undefined;
    const frame = {
      submissionId: submission.submissionId,
      userEmail: submission.userEmail,
      assayId: assay.assayId,
      genomeId: input.inputId,
      isInternal: assay.origin === 'internal',
      stamp: this.stamp,
    };
    this.frames.set(assayRow, frame);
    return frame;
  }

  private assayAndSubmission(row: number): { assay?: AssayRow; submission?: SubmissionRow } {
    const assay = this.rows.assay(row);
    return { assay, submission: assay && this.rows.submission(assay.submissionRow) };
  }
}
