import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs } from '../domain/back-off';

/** Tries again after growing delays while `mayRetry` says so; the last error is thrown. */
export async function patiently<T>(
  attempt: () => Promise<T>,
  mayRetry: (failures: number, error: Error) => boolean,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayRetry(failures, error as Error)) throw error;
      await delay(backOffMs(failures, Math.random()));
    }
  }
}
