import { KnockemError } from '#domain';
import type { CompetitionFilter, CompetitionRow, RecordReader } from './types';

/** Competitions per round trip: about a megabyte with their results. */
const ROWS_AT_A_TIME = 500;

/** Walks a filter's competitions page by page and joins each page with its results. Never holds more than one page. */
export async function* walkCompetitionRows(
  reader: Pick<RecordReader, 'competitions' | 'getMany'>,
  filter: CompetitionFilter,
): AsyncGenerator<CompetitionRow> {
  let cursor: string | undefined;
  do {
    const page = await reader.competitions(filter, { limit: ROWS_AT_A_TIME, cursor });
    const ids = page.documents.filter((c) => c.status === 'completed').map((c) => c.id);
    const results = new Map((await reader.getMany('competitionResults', ids)).map((r) => [r.id, r]));
    for (const competition of page.documents) yield { competition, result: results.get(competition.id) };
    cursor = page.next;
  } while (cursor !== undefined);
}

/** A filter over everything would be a scan of all users' competitions: refused. */
export function requireParent(filter: CompetitionFilter): void {
  if (filter.submissionId !== undefined || filter.assayId !== undefined) return;
  throw new KnockemError('invalid', 'competitions are listed of one submission or one assay: name it');
}
