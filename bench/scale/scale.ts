import { atMost, type Bench, type Row } from '../report';
import { BenchStack } from '../stack/bench-stack';
import { manySubmissions } from './many-submissions';
import { manyCompetitions } from './many-competitions';
import { FULL, QUICK, type AddRows } from './size';

/** Of each service, in MB. */
const MOST_RESIDENT_MB = 400;

/**
 * What grows with the number of competitions, and what must not. Real processes, executors whose runs do nothing or
 * sleep; many competitions in few submissions, then, on a stack of its own, many submissions. Of a million only some
 * thousands are run: what one costs while all the others wait.
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
