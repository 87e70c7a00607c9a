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
    untilQuiet(
      () => recordsOf(messaging),
      (before, { last, recorded }) => last === before.last && recorded >= last,
    ),
  );

/** Until the recorder has little left to do, whatever runs meanwhile. What is on its way to it stands in no stream. */
export const recorderIsFree = (stack: BenchStack): Promise<void> =>
  untilQuiet(
    () => stack.cpuMs('recorder'),
    (before, now) => now - before <= FREE_SHARE * POLL_MS,
  );

/** Until no document has come for a while, whether there is a recorder or not. Nothing may run meanwhile. */
export const allSaid = (messaging: Messaging): Promise<void> =>
  untilQuiet(
    () => recordsOf(messaging),
    (before, { last }) => last === before.last,
  );

/** Until what is looked at has been quiet for a while, each look beside the one before. */
async function untilQuiet<T>(
  look: () => T | Promise<T>,
  isQuiet: (before: T, now: T) => boolean,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  let before = await look();
  let since = performance.now();
  while (performance.now() < until) {
    await delay(POLL_MS);
    const now = await look();
    if (!isQuiet(before, now)) since = performance.now();
    before = now;
    if (performance.now() - since >= QUIET_MS) return;
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
