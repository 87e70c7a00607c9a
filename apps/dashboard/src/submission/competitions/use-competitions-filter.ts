import { useSearchParams } from 'react-router';
import type { CompetitionName, CompetitionsFilter } from '../../api/client';
import { chosenOf, filterOf, searchWith } from './search';

export type ChosenCompetition = Omit<CompetitionName, 'submissionId'>;

interface CompetitionsSearch {
  readonly filter: CompetitionsFilter;
  readonly setFilter: (filter: CompetitionsFilter) => void;
  /** The one that is open beside the table. */
  readonly chosen: ChosenCompetition | undefined;
  readonly choose: (chosen: ChosenCompetition | undefined) => void;
}

/** Filter and chosen competition stand in the address, so that a link shows the same. */
export function useCompetitionsFilter(): CompetitionsSearch {
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const chosen = chosenOf(search);
  return {
    filter,
    chosen,
    setFilter: (next) => setSearch(searchWith(next, chosen), { replace: true }),
    choose: (next) => setSearch(searchWith(filter, next)),
  };
}
