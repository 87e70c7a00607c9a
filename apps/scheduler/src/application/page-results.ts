import { MAX_INLINE_BYTES, type AssayResultsPage, type ToldOutcome } from '#contracts';
import { KnockemError } from '#domain';

export interface ResultPages {
  assayRow(assayId: string): number | undefined;
  /** Undefined: the round has not been asked for. */
  watermarkOf(assayRow: number, round: number): number | undefined;
  page(
    between: { readonly assayRow: number; readonly after: number; readonly upTo: number },
    fromOrdinal: number,
    limit: number,
  ): readonly ToldOutcome[];
}

/** A page is one message; three times what may travel inline stays well below what the bus takes. */
const MAX_PAGE_BYTES = 3 * MAX_INLINE_BYTES;

/**
 * Settled results of an assay by ordinal. With a round: exactly those that the request for that round was opened with,
 * however much has settled since, so that the planner arrives at the same plan again. Each with the round that told it
 * first, so that one paging is enough to replay all rounds.
 */
export function pageResults(
  pages: ResultPages,
  request: { assayId: string; fromOrdinal: number; limit: number; round?: number },
): AssayResultsPage {
  const assayRow = pages.assayRow(request.assayId);
  if (assayRow === undefined)
    throw new KnockemError('not-found', `the scheduler holds no assay ${request.assayId}`);
  const upTo =
    request.round === undefined ? Number.MAX_SAFE_INTEGER : pages.watermarkOf(assayRow, request.round);
  if (upTo === undefined)
    throw new KnockemError(
      'not-found',
      `round ${request.round} of assay ${request.assayId} was not asked for`,
    );
  const rows = pages.page({ assayRow, after: 0, upTo }, request.fromOrdinal, request.limit);
  let bytes = 0;
  const cut = rows.findIndex((row) => (bytes += JSON.stringify(row).length) > MAX_PAGE_BYTES);
  const results = cut > 0 ? rows.slice(0, cut) : rows;
  const isLast = results.length === rows.length && rows.length < request.limit;
  return isLast ? { results } : { results, nextOrdinal: results[results.length - 1].ordinal + 1 };
}
