import { randomUUID } from 'node:crypto';
import { monotonicMs, type BenchStack, type Told } from '../stack/bench-stack';
import { imageOf, nulldist, type Request } from '../stack/client';

const TELLING = { containerEnv: { BENCH_TELL: '1' } };
/** The least that a null distribution can have. */
const FEWEST = 2;

/** From the request at the REST door to the first start, in ms; the inspection is remembered after the first. */
export async function submitToStart(stack: BenchStack, count: number): Promise<number[]> {
  await startOf(stack, nulldist(FEWEST, TELLING));
  const waits: number[] = [];
  for (let k = 0; k < count; k++) waits.push(await startOf(stack, nulldist(FEWEST, TELLING)));
  return waits;
}

/** The same with an image that nobody has seen: its inspection is a run before the first start. */
export async function firstUse(stack: BenchStack, count: number): Promise<number[]> {
  const waits: number[] = [];
  for (let k = 0; k < count; k++) {
    const containerImage = imageOf(100, `first-${randomUUID()}`);
    waits.push(await startOf(stack, nulldist(FEWEST, { ...TELLING, containerImage })));
  }
  return waits;
}

/** To the first start of a competition. */
async function startOf(stack: BenchStack, asked: Request): Promise<number> {
  const submissionId = randomUUID();
  const started = stack.toldOnce(
    (told) => told.submissionId === submissionId && told.kind === 'start' && !told.isInspection,
  );
  const sent = monotonicMs();
  await stack.client.submit({ ...asked, submissionId });
  const { at } = await started;
  await stack.client.until(submissionId, ({ status }) => status === 'completed', 20);
  return at - sent;
}

/** From the end of a run to the start of the next, of a submission that has one at a time; in ms. */
export async function resultToStart(stack: BenchStack, count: number): Promise<number[]> {
  const submissionId = randomUUID();
  const told: Told[] = [];
  const stop = stack.onTold(
    (one) => one.submissionId === submissionId && !one.isInspection && told.push(one),
  );
  await stack.client.submit({
    ...nulldist(count + 1, { ...TELLING, maxCompetitionsActive: 1 }),
    submissionId,
  });
  await stack.client.until(submissionId, ({ status }) => status === 'completed');
  stop();
  const inTime = told.sort((a, b) => a.at - b.at);
  return inTime.flatMap((one, k) =>
    one.kind === 'start' && inTime[k - 1]?.kind === 'end' ? [one.at - inTime[k - 1].at] : [],
  );
}
