import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/**
 * Waits until `condition` is truthy and returns its value; the one place of the specs that knows timers. A condition
 * that throws counts as "not yet", and its last error is told when time is over.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: { readonly timeoutMs?: number; readonly message?: string } = {},
): Promise<NonNullable<T>> {
  const timeoutMs = options.timeoutMs ?? 30_000;
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadline) {
      const why = lastError instanceof Error ? ` (${lastError.message})` : '';
      throw new Error(`not within ${timeoutMs} ms: ${options.message ?? condition.toString()}${why}`);
    }
    await delay(POLL_MS);
  }
}

/** The promise's value, or an Error with `message` when it takes longer. Leaves no timer behind. */
export async function within<T>(timeoutMs: number, message: string, promise: Promise<T>): Promise<T> {
  const abort = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: abort.signal }).then(() => {
    throw new Error(`not within ${timeoutMs} ms: ${message}`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined);
    abort.abort();
  }
}
