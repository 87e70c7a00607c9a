import type { CompetitionName, CompetitionsFilter } from '../../api/client';
import { COMPETITION_STATES } from '../../shell/states';

type Chosen = Omit<CompetitionName, 'submissionId'>;

/** What an address of the page says of the filter; what cannot be meant is left out. */
export function filterOf(search: URLSearchParams): CompetitionsFilter {
  const assayId = search.get('assay');
  const status = COMPETITION_STATES.find((state) => state === search.get('state'));
  const fromOrdinal = ordinalOf(search.get('from'));
  return {
    ...(assayId ? { assayId } : {}),
    ...(status ? { status } : {}),
    ...(fromOrdinal === undefined ? {} : { fromOrdinal }),
  };
}

/** `competition=<assayId>/<ordinal>` */
export function chosenOf(search: URLSearchParams): Chosen | undefined {
  const [assayId, place] = (search.get('competition') ?? '').split('/');
  const ordinal = ordinalOf(place ?? null);
  return assayId && ordinal !== undefined ? { assayId, ordinal } : undefined;
}

export const searchWith = (
  { assayId, status, fromOrdinal }: CompetitionsFilter,
  chosen: Chosen | undefined,
): Record<string, string> => ({
  tab: 'competitions',
  ...(assayId === undefined ? {} : { assay: assayId }),
  ...(status === undefined ? {} : { state: status }),
  ...(fromOrdinal === undefined ? {} : { from: String(fromOrdinal) }),
  ...(chosen === undefined ? {} : { competition: `${chosen.assayId}/${chosen.ordinal}` }),
});

/** The filter with one part of it changed; nothing ('') takes it away. A place belongs to its assay. */
export function changed(
  filter: CompetitionsFilter,
  name: keyof CompetitionsFilter,
  value: string | number,
): CompetitionsFilter {
  const isOut = (part: string): boolean => name === 'assayId' && part === 'fromOrdinal';
  const parts = Object.entries({ ...filter, [name]: value });
  return Object.fromEntries(parts.filter(([part, given]) => given !== '' && !isOut(part)));
}

const ordinalOf = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
