import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keepReading } from '../api/keep-reading';
import { onceMore } from '../api/once-more';
import { readEvents } from '../api/read-events';
import { useToken } from '../api/use-token';

/**
 * Reads the list of submissions anew when the gateway tells that one has changed, also after a break; whether it is told of
 * changes at the moment. Only while somebody looks: a browser opens six connections to a gateway for all its tabs.
 */
export function useChanges(queryKey: string): boolean {
  const queries = useQueryClient();
  const token = useToken();
  const isLookedAt = useDocumentVisibility() === 'visible';
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (!isLookedAt) return undefined;
    const left = new AbortController();
    const { signal } = left;
    const lookAgain = onceMore(() => queries.invalidateQueries({ queryKey: [queryKey] }));
    const readOnce = async (onNews: () => void): Promise<boolean> => {
      await readEvents('/api/v1/events', { signal }, () => {
        onNews();
        setTold(true);
        lookAgain();
      });
      return false;
    };
    const none = (): void => setTold(false);
    void keepReading(readOnce, { broken: none, refused: none }, signal);
    return () => {
      left.abort();
      setTold(false);
    };
  }, [queries, queryKey, token, isLookedAt]);
  return isTold;
}
