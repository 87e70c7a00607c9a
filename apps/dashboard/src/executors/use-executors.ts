import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answerOf, type Schemas } from '#client';
import { client } from '../api/client';

export type Executor = Schemas['Executor'];

/** An executor takes a turn every few seconds; as often there can be something new. */
const PERIOD_MS = 3_000;

/** Who runs containers, those that are here first; asked again while somebody looks. */
export const useExecutors = (): UseQueryResult<readonly Executor[]> =>
  useQuery({
    queryKey: ['executors'],
    queryFn: async ({ signal }) =>
      sorted((await answerOf(client.GET('/api/v1/executors', { signal }))).items),
    refetchInterval: PERIOD_MS,
  });

const ORDER = ['here', 'draining', 'silent', 'gone'];

function sorted(executors: readonly Executor[]): readonly Executor[] {
  const place = ({ state }: Executor): number => ORDER.indexOf(state);
  return [...executors].sort(
    (a, b) => place(a) - place(b) || a.executorId.localeCompare(b.executorId, 'en', { numeric: true }),
  );
}
