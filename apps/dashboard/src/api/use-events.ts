import { useCallback, useEffect, useReducer, useState } from 'react';
import { foldEvent, type Followed, type FollowedEvent, NOTHING_YET } from './fold-events';
import { followEvents } from './follow-events';

export type Connection =
  | { readonly state: 'connecting' | 'live' | 'ended' }
  | { readonly state: 'reconnecting'; readonly waitMs: number }
  | { readonly state: 'refused'; readonly problem: Error };

interface FollowedLive extends Followed {
  readonly connection: Connection;
}

type Step = FollowedEvent | { readonly name: 'connection'; readonly connection: Connection };

function step(known: FollowedLive, next: Step): FollowedLive {
  if (next.name === 'connection') return { ...known, connection: next.connection };
  const connection: Connection = { state: next.name === 'end' ? 'ended' : 'live' };
  return { ...foldEvent(known, next), connection };
}

/**
 * A submission as it goes on, for as long as the component is there; another submission is another component (`key`).
 * `restart` follows anew: one that had ended goes on after a retry.
 */
export function useEvents(submissionId: string): FollowedLive & { readonly restart: () => void } {
  const [followed, take] = useReducer(step, { ...NOTHING_YET, connection: { state: 'connecting' } });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    const say = (connection: Connection): void => take({ name: 'connection', connection });
    void followEvents(
      submissionId,
      {
        event: take,
        broken: (waitMs) => say({ state: 'reconnecting', waitMs }),
        refused: (problem) => say({ state: 'refused', problem }),
      },
      left.signal,
    );
    return () => left.abort();
  }, [submissionId, turn]);
  const restart = useCallback(() => setTurn((before) => before + 1), []);
  return { ...followed, restart };
}
