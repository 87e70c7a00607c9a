import { atMost, type Bench, type Row } from '../report';
import { BenchStack } from '../stack/bench-stack';
import { manySubmissions } from './many-submissions';
import { plansAtOnce } from './plans-at-once';
import { manyCompetitions } from './many-competitions';

/** Of each service, in MB. */
const MOST_RESIDENT_MB = 400;

export interface Size {
  /** Competitions waiting at once; and of the small load that their dispatch is held against. */
  readonly many: number;
  readonly few: number;
  /** So many submissions of so many competitions. */
  readonly submissions: number;
  readonly each: number;
  /** So many starts are counted; fewer than the small one has. */
  readonly starts: number;
  /** At most so long. */
  readonly windowMs: number;
}
const FULL: Size = {
  many: 1_000_000,
  few: 10_000,
  submissions: 1000,
  each: 1000,
  starts: 8000,
  windowMs: 60_000,
};
const QUICK: Size = { many: 20_000, few: 2000, submissions: 20, each: 1000, starts: 1500, windowMs: 8000 };

export type AddRows = (...rows: readonly Row[]) => void;

/**
 * What grows with the number of competitions, and what must not. Real processes, executors whose runs do nothing or
 * sleep; many competitions in few submissions, then, each on a stack of its own,
 * the same planned at once, and many submissions.
 */
export const scale: Bench = async ({ quick, tell, profileTo }): Promise<readonly Row[]> => {
  const size = quick ? QUICK : FULL;
  const rows: Row[] = [];
  const add: AddRows = (...more) => {
    rows.push(...more);
    tell(more);
  };
  await onStack(profileTo, async (stack) => {
    await manyCompetitions(stack, size, add);
    add(...memoryRows(stack, `${size.many} pending`));
  });
  await onStack(undefined, async (stack) => {
    await plansAtOnce(stack, size, add);
    add(...memoryRows(stack, `${size.many} planned at once`));
  });
  await onStack(undefined, async (stack) => {
    await manySubmissions(stack, size, add);
    add(...memoryRows(stack, `${size.submissions} submissions of ${size.each}`));
  });
  return rows;
};

async function onStack(
  profileTo: string | undefined,
  work: (stack: BenchStack) => Promise<void>,
): Promise<void> {
  const stack = await BenchStack.start({ profileTo });
  try {
    for (const slots of [32, 32]) await stack.addExecutor(slots);
    await work(stack);
  } finally {
    await stack.stop();
  }
}

/** nats-server is not ours to bound; what we make it keep is counted in messages. */
const memoryRows = (stack: BenchStack, when: string): Row[] =>
  stack
    .peaks()
    .filter(({ name }) => name !== 'nats-server')
    .map(({ name, mb }) =>
      atMost(MOST_RESIDENT_MB, { what: `${when}: peak of ${name}`, ours: mb, unit: 'MB' }),
    );
