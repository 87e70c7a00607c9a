import type { SubmissionSummary } from '#science';
import { summaryOf } from '../domain/summary-view';
import type { GenomeContents } from './ports';
import type { AssayResultView, ReadResults } from './read-results';
import type { ReadSubmission, SubmissionState } from './read-submission';

/** A submission with everything that its assays have concluded so far. */
export interface Study extends SubmissionState {
  /** By assay type; only whole results. */
  readonly results: ReadonlyMap<string, AssayResultView>;
}

export interface SummaryView extends SubmissionSummary {
  readonly submissionId: string;
  readonly status: string;
  readonly asOf: string;
}

/** Reads a submission with its results; one that the recorder could not fill in is read from its blob, else left out. */
export class ReadStudy {
  constructor(
    private readonly submissions: Pick<ReadSubmission, 'read'>,
    private readonly results: Pick<ReadResults, 'readOf'>,
    private readonly contents: Pick<GenomeContents, 'get'>,
  ) {}

  async read(submissionId: string): Promise<Study> {
    const state = await this.submissions.read(submissionId);
    const rows = await this.results.readOf(state.assays);
    const whole = await Promise.all(rows.map((row) => this.whole(row)));
    const results = new Map(whole.flatMap((row) => (row ? [[row.assayType, row] as const] : [])));
    return { ...state, results };
  }

  async summary(submissionId: string): Promise<SummaryView> {
    const study = await this.read(submissionId);
    const { submission, asOf } = study;
    return { submissionId, status: submission.status, asOf, ...summaryOfStudy(study) };
  }

  private async whole(row: AssayResultView): Promise<AssayResultView | undefined> {
    if (row.resultDigest === undefined) return row;
    const blob = await this.contents.get(row.resultDigest);
    if (!blob) return undefined;
    const content = JSON.parse(blob.toString('utf8')) as Record<string, unknown>;
    return { ...row, assayResult: { ...content, ...row.assayResult } };
  }
}

export function summaryOfStudy({ submission, assays, results }: Study): SubmissionSummary {
  const resultsByType = Object.fromEntries(
    [...results].map(([type, { assayResult }]) => [type, assayResult]),
  );
  return summaryOf(submission, assays, resultsByType);
}
