// Reads server-sent events from any fetch, where the browser's EventSource could not show a token.
import { createParser } from 'eventsource-parser';
import type { FollowedEvent } from './fold-events';
import { ApiProblem } from './problem';
import { request } from './request';
import { waitBeforeTry } from './back-off';

export interface EventFollower {
  event(event: FollowedEvent): void;
  /** The stream broke; it is tried again after `waitMs`. */
  broken(waitMs: number): void;
  /** The gateway refused: trying again would not help. */
  refused(problem: Error): void;
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
  const place = { lastId: undefined as string | undefined, failures: 0, ended: false };
  while (!signal.aborted && !place.ended) {
    try {
      await readStream(submissionId, place, follower, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isRefusal(error)) return follower.refused(error as Error);
    }
    if (place.ended || signal.aborted) return;
    const waitMs = waitBeforeTry(++place.failures, Math.random());
    follower.broken(waitMs);
    await pause(waitMs, signal);
  }
}

interface Place {
  lastId: string | undefined;
  failures: number;
  ended: boolean;
}

async function readStream(
  submissionId: string,
  place: Place,
  follower: EventFollower,
  signal: AbortSignal,
): Promise<void> {
  const headers: HeadersInit = place.lastId === undefined ? {} : { 'Last-Event-ID': place.lastId };
  const address = `/api/v1/submissions/${encodeURIComponent(submissionId)}/events`;
  const response = await request(address, { headers, signal });
  const parser = createParser({
    onEvent: ({ event, data, id }) => {
      place.failures = 0;
      place.lastId = id ?? place.lastId;
      place.ended ||= event === 'end';
      follower.event({ name: event, value: JSON.parse(data) as unknown } as FollowedEvent);
    },
  });
  const text = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(
    new TextDecoderStream(),
  );
  const reader = text.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) parser.feed(next.value);
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status < 500 && error.status !== 429;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
