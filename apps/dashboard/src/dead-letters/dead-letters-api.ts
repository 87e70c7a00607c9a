import {
  type InfiniteData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { answerOf, type Schemas } from '#client';
import { client } from '../api/client';

export type Letter = Schemas['DeadLetter'];
export type LetterView = Schemas['DeadLetterView'];
type LetterPage = Schemas['DeadLetterPage'];

const PAGE_SIZE = 20;
const LIST = ['dead-letters', 'list'];

/** Oldest first, a page at a time. */
export const useLetters = (): UseInfiniteQueryResult<InfiniteData<LetterPage>> =>
  useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam: cursor, signal }) =>
      answerOf(
        client.GET('/api/v1/dead-letters', { params: { query: { limit: PAGE_SIZE, cursor } }, signal }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** One with its text. */
export const useLetter = (sequence: number): UseQueryResult<LetterView> =>
  useQuery({
    queryKey: ['dead-letters', sequence],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/dead-letters/{sequence}', { params: { path: { sequence } }, signal })),
  });

export type Deed = 'replay' | 'discard';

/** Sends one again, or throws it away; either way it is gone from the list. */
export function useDeed(deed: Deed): UseMutationResult<unknown, Error, number> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (sequence: number) => {
      const params = { path: { sequence } };
      return deed === 'replay'
        ? answerOf<unknown>(client.POST('/api/v1/dead-letters/{sequence}/replay', { params }))
        : answerOf<unknown>(client.DELETE('/api/v1/dead-letters/{sequence}', { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: LIST }),
  });
}
