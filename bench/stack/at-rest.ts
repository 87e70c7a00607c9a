import { setTimeout as delay } from 'node:timers/promises';
import type { RecorderPosition } from '#contracts';
import type { Messaging } from '#messaging';
import type { BenchStack } from './bench-stack';
import { onBus } from './on-bus';

const POLL_MS = 200;
/** The relay gathers for 50 ms, and says nothing for longer only when it has nothing to say. */
const QUIET_MS = 2_000;
const PATIENCE_MS = 20 * 60_000;
/** Of a core; less is what a few runs a second cost. */
const FREE_SHARE = 0.25;

interface Records {
  /** Of the newest document's message. */
  readonly last: number;
  /** Up to where the recorder is; -1: there is none, or it is too busy to answer. */
  readonly recorded: number;
}

/** Until every document is in the record store and no other has come for a while. Nothing may run meanwhile. */
export const atRest = (stack: BenchStack): Promise<void> =>
  onBus(stack, (messaging) =>
    untilQuiet(messaging, ({ last, recorded }, before) => last === before.last && recorded >= last),
  );

/** Until the recorder has little left to do, whatever runs meanwhile. What is on its way to it stands in no stream. */
export async function recorderIsFree(stack: BenchStack): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  let [before, since] = [stack.cpuMs('recorder'), performance.now()];
  while (performance.now() < until) {
    await delay(POLL_MS);
    const now = stack.cpuMs('recorder');
    if (now - before > FREE_SHARE * POLL_MS) since = performance.now();
    before = now;
    if (performance.now() - since >= QUIET_MS) return;
  }
  throw new Error(`the recorder was still writing after ${PATIENCE_MS / 60_000} minutes`);
}

/** Until no document has come for a while, whether there is a recorder or not. Nothing may run meanwhile. */
export const allSaid = (messaging: Messaging): Promise<void> =>
  untilQuiet(messaging, ({ last }, before) => last === before.last);

/** Until it has been quiet for a while. */
async function untilQuiet(
  messaging: Messaging,
  isQuiet: (now: Records, before: Records) => boolean,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  let before: Records = { last: -1, recorded: -1 };
  let since = performance.now();
  while (performance.now() < until) {
    const now = await recordsOf(messaging);
    if (!isQuiet(now, before)) since = performance.now();
    before = now;
    if (performance.now() - since >= QUIET_MS) return;
    await delay(POLL_MS);
  }
  throw new Error(`documents were still being written after ${PATIENCE_MS / 60_000} minutes`);
}

async function recordsOf(messaging: Messaging): Promise<Records> {
  const { lastSequence: last } = await messaging.streamState('records');
  const recorded = await messaging
    .request<RecorderPosition>('recorder.position', {}, { timeoutMs: 5_000 })
    .then(({ streamSequence }) => streamSequence)
    .catch(() => -1);
  return { last, recorded };
}
