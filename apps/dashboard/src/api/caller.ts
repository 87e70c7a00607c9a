import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answerOf, type Schemas } from '#client';
import { client } from './client';

/** Whose token is shown, and what it allows. */
export type Caller = Schemas['Caller'];
export type Scope = Caller['scopes'][number];

/** Asked once, and again after somebody has signed in or out. */
export const useCaller = (): UseQueryResult<Caller> =>
  useQuery({
    queryKey: ['caller'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/caller', { signal })),
    staleTime: Infinity,
  });

/** `administer` allows everything. */
export const mayUse = ({ scopes }: Caller, scope: Scope): boolean =>
  scopes.includes(scope) || scopes.includes('administer');
