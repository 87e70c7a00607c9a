import { statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { connectMessaging } from '#messaging';
import { atMost, ratioAtMost } from '../report';
import { monotonicMs, type BenchStack } from '../stack/bench-stack';
import { pendingWork, type Pending } from '../stack/pending';
import { percentile } from '../statistics';
import { Reader } from './reader';
import type { AddRows, Size } from './scale';
import { countStarts, tellStarts, type Dispatch } from './starts';

/** Of each submission one that sleeps, while the rest is planned. */
const TRICKLE = 1;
const TRICKLE_SLEEP_MS = 1000;
const FULL_SPEED = 1000;
/** Grants that were on their way when the cancel was answered may still start. */
const ON_THEIR_WAY_MS = 100;
const AFTER_CANCEL_MS = 2000;

/**
 * Many competitions waiting at once. One assay plans at most 50,000 (a screen) or 100,000 (a null distribution) in a
 * round, so that a million is ten submissions.
 */
export async function manyCompetitions(stack: BenchStack, size: Size, add: AddRows): Promise<void> {
  const { few, many } = size;
  const small = await plan(stack, few);
  const atFew = await dispatch(stack, small.submissionIds, size);
  await small.cancel();
  const big = await plan(stack, many);
  add(
    atMost(60_000, {
      what: `${many}: from the first request to all planned and stored, one submission after the other`,
      ours: big.tookMs,
      unit: 'ms',
    }),
    atMost(500, { what: `${many}: SQLite for one planned competition`, ours: big.bytesEach, unit: 'bytes' }),
    atMost(0.05, {
      what: `${many}: messages for one planned competition`,
      ours: big.messagesEach,
      unit: 'messages',
    }),
  );
  const atMany = await dispatch(stack, big.submissionIds, size);
  const reader = new Reader(stack, big.submissionIds[0]);
  await dispatch(stack, big.submissionIds, size);
  await reader.stop();
  const beside = `at ${many} beside ${few} pending`;
  add(
    ratioAtMost(
      1.2,
      dispatchClaim(`dispatch: scheduler's CPU a competition, ${beside}`, 'ms', atMany, atFew),
    ),
    ratioAtMost(1.2, {
      what: `dispatch: time a competition, ${beside}`,
      ours: 1000 / atMany.perSecond,
      baseline: 1000 / atFew.perSecond,
      unit: 'ms',
    }),
    atMost(50, { what: 'status while it runs, p99', ours: percentile(reader.status, 99), unit: 'ms' }),
    atMost(50, { what: 'list while it runs, p99', ours: percentile(reader.list, 99), unit: 'ms' }),
  );
  await cancel(stack, big.submissionIds, add);
}

const dispatchClaim = (what: string, unit: string, ours: Dispatch, baseline: Dispatch) => ({
  what,
  unit,
  ours: ours.schedulerMs,
  baseline: baseline.schedulerMs,
});

interface Planned extends Pending {
  readonly bytesEach: number;
  readonly messagesEach: number;
}

/** Sends them and waits until all are stored; few of them run meanwhile. */
async function plan(stack: BenchStack, competitions: number): Promise<Planned> {
  stack.sleep(TRICKLE_SLEEP_MS);
  const before = await stored(stack);
  const pending = await pendingWork(stack, competitions, { told: true });
  const after = await stored(stack);
  return {
    ...pending,
    bytesEach: (after.bytes - before.bytes) / competitions,
    messagesEach: (after.messages - before.messages) / competitions,
  };
}

/** The scheduler's database, and all messages there have been. */
async function stored(stack: BenchStack): Promise<{ readonly bytes: number; readonly messages: number }> {
  const messaging = await connectMessaging({ servers: stack.natsUrl, name: 'bench', runmode: 'production' });
  try {
    const states = await Promise.all([messaging.streamState('journal'), messaging.streamState('records')]);
    const messages = states.reduce((sum, { lastSequence }) => sum + lastSequence, 0);
    return { bytes: statSync(stack.databaseFile).size, messages };
  } finally {
    await messaging.close();
  }
}

async function dispatch(stack: BenchStack, submissionIds: readonly string[], size: Size): Promise<Dispatch> {
  await setSpeed(stack, submissionIds, FULL_SPEED, 0);
  const counted = await countStarts(stack, size.starts, size.windowMs);
  await setSpeed(stack, submissionIds, TRICKLE, TRICKLE_SLEEP_MS);
  return counted;
}

async function setSpeed(
  stack: BenchStack,
  submissionIds: readonly string[],
  maxCompetitionsActive: number,
  sleepMs: number,
): Promise<void> {
  stack.sleep(sleepMs);
  for (const id of submissionIds) await stack.client.change(id, { maxCompetitionsActive });
}

/** At full speed: how long the answer takes, and what is started after it. */
async function cancel(stack: BenchStack, submissionIds: readonly string[], add: AddRows): Promise<void> {
  const [cancelled, ...others] = submissionIds;
  await setSpeed(stack, others, TRICKLE, 0);
  await stack.client.change(cancelled, { maxCompetitionsActive: FULL_SPEED });
  await delay(1000);
  const starts = tellStarts(stack, cancelled);
  const { tookMs } = await stack.client.cancel(cancelled);
  const answeredAt = monotonicMs();
  await delay(AFTER_CANCEL_MS);
  starts.stop();
  const last = Math.max(answeredAt, ...starts.times);
  add(
    atMost(100, { what: 'cancel: time of the answer', ours: tookMs, unit: 'ms' }),
    atMost(ON_THEIR_WAY_MS, {
      what: 'cancel: last start after the answer',
      ours: last - answeredAt,
      unit: 'ms',
    }),
  );
}
