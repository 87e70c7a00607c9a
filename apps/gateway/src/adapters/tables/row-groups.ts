import type { CompetitionFacts } from '../../domain/competition-row';

/** What of a table is held and written at a time. */
export interface GroupBounds {
  readonly rows: number;
  /** Sum of `weightOf` over the rows. A row that weighs more is a group by itself: no row can be cut. */
  readonly values: number;
}

/**
 * Measured: the writer takes about a microsecond and 120 bytes for each value of a list. So a group takes some megabytes,
 * and less than a tenth of a second in which nobody else is answered. Larger ones would make a somewhat smaller file.
 */
export const GROUP_BOUNDS: GroupBounds = { rows: 2_500, values: 50_000 };

/**
 * Of each group the file's footer tells its columns: 15 kB are held for it until the end, and half a millisecond is taken
 * to write it, at once for all. So after this many groups one may be as large as that part of all before it.
 */
const SMALL_GROUPS = 500;

/** Text that weighs as much as one value of a list: 50,000 values of nothing but text are 2 million characters. */
const CHARACTERS_PER_VALUE = 40;

/** How many values of lists a row is worth: itself, its sites, its warnings and the text that a container may word. */
export function weightOf({ knockoutSites, warnings, reason = '' }: CompetitionFacts): number {
  const characters = warnings.reduce((sum, { length }) => sum + length, reason.length);
  return 1 + knockoutSites.length + warnings.length + Math.ceil(characters / CHARACTERS_PER_VALUE);
}

/** Rows in groups within the bounds, in their order; reads one row beyond the group that it gives. */
export async function* rowGroups(
  rows: AsyncIterable<CompetitionFacts>,
  bounds: GroupBounds = GROUP_BOUNDS,
): AsyncGenerator<CompetitionFacts[]> {
  let group: CompetitionFacts[] = [];
  let values = 0;
  let before = 0;
  for await (const row of rows) {
    const weight = weightOf(row);
    const most = Math.max(bounds.values, before / SMALL_GROUPS);
    if (group.length > 0 && (group.length >= bounds.rows || values + weight > most)) {
      yield group;
      before += values;
      group = [];
      values = 0;
    }
    group.push(row);
    values += weight;
  }
  if (group.length > 0) yield group;
}
