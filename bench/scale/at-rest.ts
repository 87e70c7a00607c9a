import { setTimeout as delay } from 'node:timers/promises';
import type { RecorderPosition } from '#contracts';
import type { Messaging } from '#messaging';
import type { BenchStack } from '../stack/bench-stack';
import { onBus } from './planned';

const POLL_MS = 200;
/** The relay gathers for 50 ms, and says nothing for longer only when it has nothing to say. */
const QUIET_MS = 2_000;
const PATIENCE_MS = 20 * 60_000;

/** Until every document is in the record store and no other has come for a while. Nothing may run meanwhile. */
export function atRest(stack: BenchStack): Promise<void> {
  return onBus(stack, async (messaging) => {
    const until = performance.now() + PATIENCE_MS;
    let seen = -1;
    let since = performance.now();
    while (performance.now() < until) {
      const { lastSequence } = await messaging.streamState('records');
      if (lastSequence !== seen || (await recorded(messaging)) < lastSequence) since = performance.now();
      seen = lastSequence;
      if (performance.now() - since >= QUIET_MS) return;
      await delay(POLL_MS);
    }
    throw new Error(`documents were still being written after ${PATIENCE_MS / 60_000} minutes`);
  });
}

/** Up to where; a recorder that is too busy to answer is not at rest. */
const recorded = (messaging: Messaging): Promise<number> =>
  messaging
    .request<RecorderPosition>('recorder.position', {}, { timeoutMs: 5_000 })
    .then(({ streamSequence }) => streamSequence)
    .catch(() => -1);
