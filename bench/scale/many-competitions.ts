import { setTimeout as delay } from 'node:timers/promises';
import { atMost, ratioAtMost, type Row } from '../report';
import type { BenchStack } from '../stack/bench-stack';
import { atRest } from '../stack/at-rest';
import { cancel } from './cancel';
import { plan, stored, type Planned } from './planned';
import { Reader } from './reader';
import { PLANNED_WITHIN_MS, type AddRows, type Size } from './size';
import { countStarts, type Dispatch } from './starts';

/** An assay plans at most 100,000 in a round, so that a million is ten submissions; and so are the few beside them. */
const SUBMISSIONS = 10;
const TRICKLE_SLEEP_MS = 1000;
const FULL_SPEED = 1000;
/** Two cores for the time in which all is to be planned. */
const CPU_MS_EACH = 0.12;

/** Many competitions waiting at once, beside few: planned, at rest, dispatched, looked at and cancelled. */
export async function manyCompetitions(stack: BenchStack, size: Size, add: AddRows): Promise<void> {
  const { few, many } = size;
  const small = await planAll(stack, few);
  await rest(stack, small);
  const atFew = await dispatch(stack, small, size);
  await cancelAll(stack, small);
  const before = await stored(stack);
  const began = performance.now();
  const big = await planAll(stack, many);
  add(...plannedRows(many, big));
  await rest(stack, big);
  const recordedMs = performance.now() - began;
  add(...storedRows(many, { before, after: await stored(stack), recordedMs, plannedMs: big.tookMs }));
  await lookWhile(stack, big, size, `${many} pending`, add);
  const atMany = await dispatch(stack, big, size);
  dispatchRows({ atMany, atFew, beside: `at ${many} beside ${few} pending` }, add);
  await lookWhile(stack, big, size, `${many} pending, dispatching`, add);
  const [cancelled, ...others] = big.submissionIds;
  await change(stack, others, { held: true });
  await cancel(stack, cancelled, add);
}

async function planAll(stack: BenchStack, competitions: number): Promise<Planned> {
  stack.sleep(TRICKLE_SLEEP_MS);
  const each = competitions / SUBMISSIONS;
  // One runs at a time while the others are planned: what is planned can be run at once.
  return plan(stack, { submissions: SUBMISSIONS, each, more: { maxCompetitionsActive: 1 } });
}

const plannedRows = (many: number, { tookMs, cpuMsEach }: Planned): Row[] => [
  atMost(PLANNED_WITHIN_MS, {
    what: `${many}, ${SUBMISSIONS} submissions at once: from the first request to all planned and stored`,
    ours: tookMs,
    unit: 'ms',
  }),
  atMost(CPU_MS_EACH, {
    what: `${many}: CPU of all processes meanwhile, for one planned competition`,
    ours: cpuMsEach,
    unit: 'ms',
  }),
];

type Stored = Awaited<ReturnType<typeof stored>>;

/** At rest. */
const storedRows = (
  many: number,
  told: { before: Stored; after: Stored; recordedMs: number; plannedMs: number },
): Row[] => [
  atMost(500, {
    what: `${many}: SQLite for one planned competition`,
    ours: (told.after.bytes - told.before.bytes) / many,
    unit: 'bytes',
  }),
  atMost(0.05, {
    what: `${many}: messages for one planned competition`,
    ours: (told.after.messages - told.before.messages) / many,
    unit: 'messages',
  }),
  ratioAtMost(2, {
    what: `${many}: from the first request to all documents recorded, beside planning`,
    ours: told.recordedMs,
    baseline: told.plannedMs,
    unit: 'ms',
  }),
];

/** Nothing runs any more, and all that has happened is recorded. */
async function rest(stack: BenchStack, { submissionIds }: Planned): Promise<void> {
  await change(stack, submissionIds, { held: true });
  await atRest(stack);
}

/** From rest, without readers; all slots stay busy afterwards. */
async function dispatch(stack: BenchStack, { submissionIds }: Planned, size: Size): Promise<Dispatch> {
  stack.sleep(0);
  await change(stack, submissionIds, { held: false, maxCompetitionsActive: FULL_SPEED });
  return countStarts(stack, size.starts, size.windowMs);
}

function dispatchRows(
  { atMany, atFew, beside }: { atMany: Dispatch; atFew: Dispatch; beside: string },
  add: AddRows,
): void {
  add(
    ratioAtMost(1.2, {
      what: `dispatch: scheduler's CPU a competition, ${beside}`,
      ours: atMany.schedulerMs,
      baseline: atFew.schedulerMs,
      unit: 'ms',
    }),
    ratioAtMost(1.2, {
      what: `dispatch: time a competition, ${beside}`,
      ours: 1000 / atMany.perSecond,
      baseline: 1000 / atFew.perSecond,
      unit: 'ms',
    }),
  );
}

async function lookWhile(
  stack: BenchStack,
  { submissionIds }: Planned,
  { lookMs }: Size,
  when: string,
  add: AddRows,
): Promise<void> {
  const reader = new Reader(stack, submissionIds[0]);
  await delay(lookMs);
  add(...(await reader.rows(when)));
}

async function cancelAll(stack: BenchStack, { submissionIds }: Planned): Promise<void> {
  for (const id of submissionIds) await stack.client.cancel(id);
  for (const id of submissionIds) await stack.client.until(id, ({ status }) => status === 'cancelled');
  await atRest(stack);
}

async function change(stack: BenchStack, submissionIds: readonly string[], to: object): Promise<void> {
  for (const id of submissionIds) await stack.client.change(id, to);
}
