import { ApiProblem } from './problem';
import { waitBeforeTry } from './back-off';

/** One reading of a stream: resolves with whether there is nothing more to come; `onNews` says that it brought something. */
export type ReadOnce = (onNews: () => void) => Promise<boolean>;

export interface ReadingTold {
  /** The stream broke, or ended before its time; it is read again after `waitMs`. */
  broken(waitMs: number, reason: unknown): void;
  /** The gateway refused: trying again would not help. */
  refused(problem: Error): void;
}

export interface ReadingOptions {
  readonly isRefusal?: (error: unknown) => boolean;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reads a stream of the gateway again and again until it is over or `signal` aborts: with growing waits, which begin anew
 * after a reading that brought something. A refusal by the gateway (no such thing, no valid token) ends it.
 */
export async function keepReading(
  readOnce: ReadOnce,
  told: ReadingTold,
  signal: AbortSignal,
  { isRefusal = isRefused, random = Math.random, pause = pauseFor }: ReadingOptions = {},
): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    let reason: unknown;
    try {
      if (await readOnce(() => (failures = 0))) return;
    } catch (error) {
      if (signal.aborted) return;
      if (isRefusal(error)) return told.refused(error as Error);
      reason = error;
    }
    if (signal.aborted) return;
    const waitMs = waitBeforeTry(++failures, random());
    told.broken(waitMs, reason);
    await pause(waitMs, signal);
  }
}

/** Of an overloaded gateway, or one in trouble, another try may get more. */
export const isRefused = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status < 500 && error.status !== 429;

const pauseFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
