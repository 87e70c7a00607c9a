import type { FollowedEvent } from './fold-events';
import { keepReading, type ReadingTold } from './keep-reading';
import { readEvents } from './read-events';

export interface EventFollower extends ReadingTold {
  event(event: FollowedEvent): void;
}

/**
 * Follows a submission until it has ended or `signal` aborts. After a break it goes on behind the last event that came,
 * with growing waits; a refusal by the gateway (no such submission, no valid token) ends it.
 */
export async function followEvents(
  submissionId: string,
  follower: EventFollower,
  signal: AbortSignal,
): Promise<void> {
  const address = `/api/v1/submissions/${encodeURIComponent(submissionId)}/events`;
  let lastId: string | undefined;
  const readOnce = async (onNews: () => void): Promise<boolean> => {
    let isOver = false;
    const headers: HeadersInit = lastId === undefined ? {} : { 'Last-Event-ID': lastId };
    await readEvents(address, { headers, signal }, ({ event, data, id }) => {
      onNews();
      lastId = id ?? lastId;
      isOver ||= event === 'end';
      follower.event({ name: event, value: JSON.parse(data) as unknown } as FollowedEvent);
    });
    return isOver;
  };
  await keepReading(readOnce, follower, signal);
}
