import type { CompetitionDocument, CompetitionResultDocument } from '#contracts';
import { KnockemError } from '#domain';
import type { CompetitionFilter, Page, PageRequest, RecordReads } from './ports';
import { ReadSubmission } from './read-submission';

export interface CompetitionRow extends CompetitionDocument {
  /** What it measured; only completed ones have it. */
  readonly result?: CompetitionResultDocument['result'];
}

/** Competitions of a submission as the records know them, in the order of assay and ordinal, with their results. */
export class ListCompetitions {
  constructor(
    private readonly submissions: ReadSubmission,
    private readonly records: Pick<RecordReads, 'competitions' | 'competitionResults'>,
  ) {}

  async list(filter: CompetitionFilter, page: PageRequest): Promise<Page<CompetitionRow>> {
    if (filter.fromOrdinal !== undefined && filter.assayId === undefined) throw placeWithoutAssay();
    await this.submissions.read(filter.submissionId);
    const { items, nextCursor } = await this.records.competitions(filter, page);
    const results = await this.records.competitionResults(items.map((c) => c.id));
    const byId = new Map(results.map((r) => [r.id, r.result]));
    const rows = items.map((c) => ({ ...c, ...(byId.has(c.id) ? { result: byId.get(c.id) } : {}) }));
    return { items: rows, ...(nextCursor === undefined ? {} : { nextCursor }) };
  }
}

/** Places are counted in each assay; across all of them one would be looked for in every row. */
const placeWithoutAssay = (): KnockemError =>
  new KnockemError('invalid', 'fromOrdinal is a place in an assay: give assayId as well.', {
    problems: [{ field: 'fromOrdinal', message: 'needs assayId' }],
  });
