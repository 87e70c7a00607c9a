import type { Collection, StreamedDocument, SubmissionDocument } from '#contracts';
import { competitionIdOf } from '#domain';
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
  readonly collection: Collection | 'settled';
  readonly owner: number;
  readonly first: number;
  readonly last: number;
}

export interface Rendering {
  readonly collection: Collection;
  /** Absent for documents that belong to no submission. */
  readonly submissionId?: string;
  readonly documents: readonly StreamedDocument[];
}

/** Competitions read at a time: with their results some milliseconds of rendering, in which no turn is answered. */
const READ_AT_A_TIME = 50;

type Frame = CompetitionFrame & { readonly isInternal: boolean };

const defined = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** From rows to the given schema's documents, as many at a time as belong together. Rows that have gone render to nothing. */
export class DocumentRenderer {
  private readonly frames = new Map<number, Frame>();

  constructor(
    private readonly rows: DocumentRows,
    private readonly stamp: Stamp,
  ) {}

  /** A new round: row numbers may have been given to others since the last. */
  begin(): void {
    this.frames.clear();
  }

  render(mark: RenderedRows): Iterable<Rendering> {
    const { collection, owner } = mark;
    switch (collection) {
      case 'genomes':
        return this.genome(owner);
      case 'submissions':
        return owner < 0 ? this.deletion(-owner) : this.submission(owner);
      case 'assays':
      case 'assayResults':
        return this.assay(collection, owner);
      case 'competitions':
      case 'competitionResults':
        return this.competitions(collection, mark);
      case 'settled':
        return this.settled(mark);
    }
  }

  private genome(row: number): Rendering[] {
    const documents = defined(this.rows.input(row)).map((input) => genomeDocument(input, this.stamp));
    return [{ collection: 'genomes', documents }];
  }

  private submission(row: number): Rendering[] {
    const submission = this.rows.submission(row);
    if (!submission) return [];
    const document = submissionDocument(submission, this.rows.assaysOf(row), this.stamp);
    return [{ collection: 'submissions', submissionId: submission.submissionId, documents: [document] }];
  }

  /** A deletion is a document, too; the marks of deletions have owners below zero. */
  private deletion(row: number): Rendering[] {
    const deletion = this.rows.deletion(row);
    if (!deletion) return [];
    const { submissionId, version, deletedAt } = deletion;
    const document = { id: submissionId, version, deletedAt } as SubmissionDocument;
    return [{ collection: 'submissions', submissionId, documents: [document] }];
  }

  private assay(collection: 'assays' | 'assayResults', row: number): Rendering[] {
    const { assay, submission } = this.assayAndSubmission(row);
    if (!assay || !submission) return [];
    const { submissionId } = submission;
    if (collection === 'assayResults')
      return [{ collection, submissionId, documents: defined(assayResultDocument(assay, this.stamp)) }];
    const dependsOn = this.rows.dependsOn(row).map((other) => other.assayId);
    return [
      { collection, submissionId, documents: [assayDocument(assay, submission, dependsOn, this.stamp)] },
    ];
  }

  private *competitions(
    collection: 'competitions' | 'competitionResults',
    { owner, first, last }: RenderedRows,
  ): Generator<Rendering> {
    const frame = this.frameOf(owner);
    if (!frame || (frame.isInternal && collection === 'competitionResults')) return;
    const { submissionId } = frame;
    for (let from = first; from <= last;) {
      const rows = this.rows.competitions(owner, from, last, READ_AT_A_TIME);
      const documents =
        collection === 'competitions'
          ? rows.map((row) => competitionDocument(row, frame))
          : rows.flatMap((row) => defined(competitionResultDocument(row, frame)));
      yield { collection, submissionId, documents };
      if (rows.length < READ_AT_A_TIME) return;
      from = rows[rows.length - 1].ordinal + 1;
    }
  }

  /** Each competition and its result from one reading of its row, a page at a time. */
  private *settled({ owner, first, last }: RenderedRows): Generator<Rendering> {
    const frame = this.frameOf(owner);
    if (!frame) return;
    const { submissionId, assayId, isInternal } = frame;
    for (let from = first; from <= last;) {
      const rows = this.rows.settled(owner, from, last, READ_AT_A_TIME);
      const ids = rows.map(({ ordinal }) => competitionIdOf(assayId, ordinal));
      const documents = rows.map((row, k) => competitionDocument(row, frame, ids[k]));
      yield { collection: 'competitions', submissionId, documents };
      const results = isInternal
        ? []
        : rows.flatMap((row, k) => defined(competitionResultDocument(row, frame, ids[k])));
      yield { collection: 'competitionResults', submissionId, documents: results };
      if (rows.length < READ_AT_A_TIME) return;
      from = rows[rows.length - 1].settledVersion! + 1;
    }
  }

  /** What never changes for the competitions of an assay: most marks are of few assays, so it is read once a round. */
  private frameOf(assayRow: number): Frame | undefined {
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
