import { useSearchParams } from 'react-router';
import type { SubmissionsFilter } from '../api/client';
import { SUBMISSION_STATES } from '../shell/states';

type State = NonNullable<SubmissionsFilter['status']>;

const isState = (word: string | null): word is State =>
  (SUBMISSION_STATES as readonly string[]).includes(word ?? '');

/** The filter stands in the address, so that a link shows the same list. */
export function useSubmissionsFilter(): {
  readonly filter: SubmissionsFilter;
  readonly setFilter: (filter: SubmissionsFilter) => void;
  readonly isFiltered: boolean;
} {
  const [search, setSearch] = useSearchParams();
  const userEmail = search.get('user');
  const status = search.get('status');
  const filter = { ...(userEmail ? { userEmail } : {}), ...(isState(status) ? { status } : {}) };
  const setFilter = (next: SubmissionsFilter): void =>
    setSearch(
      {
        ...(next.userEmail === undefined ? {} : { user: next.userEmail }),
        ...(next.status === undefined ? {} : { status: next.status }),
      },
      { replace: true },
    );
  return { filter, setFilter, isFiltered: Object.keys(filter).length > 0 };
}
