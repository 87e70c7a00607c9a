import type { AnyDocument, Collection } from '#contracts';
import type { DocumentRows } from '../sqlite/reading/document-rows';
import type { AssayRow, SubmissionRow } from '../sqlite/rows';
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
  readonly documents: readonly AnyDocument[];
}

const NOTHING: Rendering = { documents: [] };
const defined = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** From rows to the given schema's documents. Rows that have gone render to nothing. */
export class DocumentRenderer {
  constructor(
    private readonly rows: DocumentRows,
    private readonly stamp: Stamp,
  ) {}

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

  private submission(row: number): Rendering {
    const submission = this.rows.submission(row);
    if (!submission) return NOTHING;
    const document = submissionDocument(submission, this.rows.assaysOf(row), this.stamp);
    return { submissionId: submission.submissionId, documents: [document] };
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
    const { assay, submission } = this.assayAndSubmission(owner);
    const input = submission && this.rows.input(submission.inputRow);
    if (!assay || !submission || !input) return NOTHING;
    const { submissionId, userEmail } = submission;
    const frame: CompetitionFrame = {
      submissionId,
      userEmail,
      assayId: assay.assayId,
      genomeId: input.inputId,
      stamp: this.stamp,
    };
    const rows = this.rows.competitions(owner, first, last);
    if (collection === 'competitions')
      return { submissionId, documents: rows.map((row) => competitionDocument(row, frame)) };
    if (assay.origin === 'internal') return NOTHING;
    const results = rows.flatMap((row) => {
      const attempt =
        row.settledAttempt === null ? undefined : this.rows.attempt(owner, row.ordinal, row.settledAttempt);
      return defined(competitionResultDocument(row, attempt, frame));
    });
    return { submissionId, documents: results };
  }

  private assayAndSubmission(row: number): { assay?: AssayRow; submission?: SubmissionRow } {
    const assay = this.rows.assay(row);
    return { assay, submission: assay && this.rows.submission(assay.submissionRow) };
  }
}
