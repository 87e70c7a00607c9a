import type { AssayDocument, AssayResultDocument } from '#contracts';
import type { RecordReads } from './ports';
import { ReadSubmission } from './read-submission';

export interface AssayResultView extends AssayResultDocument {
  readonly assayType: string;
}

/** What the assays of a submission concluded, as far as it is recorded. */
export class ReadResults {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly records: Pick<RecordReads, 'assayResults'>,
  ) {}

  async read(submissionId: string): Promise<AssayResultView[]> {
    return this.readOf((await this.submissions.read(submissionId)).assays);
  }

  /** The same of assays that are known already. */
  async readOf(assays: readonly Pick<AssayDocument, 'id' | 'assayType'>[]): Promise<AssayResultView[]> {
    const results = await this.records.assayResults(assays.map((assay) => assay.id));
    const byId = new Map(results.map((result) => [result.id, result]));
    return assays.flatMap((assay) => {
      const result = byId.get(assay.id);
      return result ? [{ ...result, assayType: assay.assayType }] : [];
    });
  }
}
