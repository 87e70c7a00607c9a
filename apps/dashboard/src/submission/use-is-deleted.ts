import { useQuery } from '@tanstack/react-query';
import { readSubmission } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Connection } from '../api/use-events';

const AGAIN_MS = 15_000;

/**
 * Whether a submission that was shown is not there any more. Only one that has ended can be deleted, and of that nothing
 * more is told: it is asked for now and then while somebody looks, and whenever another of its tabs is opened.
 */
export function useIsDeleted(submissionId: string, connection: Connection, tab: string): boolean {
  const { error } = useQuery({
    queryKey: ['submission-is-there', submissionId, tab],
    queryFn: () => readSubmission(submissionId),
    enabled: connection.state === 'ended',
    refetchInterval: ({ state }) => (isNotThere(state.error) ? false : AGAIN_MS),
  });
  return isNotThere(error) || (connection.state === 'refused' && isNotThere(connection.problem));
}

const isNotThere = (error: Error | null): boolean => error instanceof ApiProblem && error.status === 404;
