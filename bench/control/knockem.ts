import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { BenchStack } from '../stack/bench-stack';
import { nulldist, type Request } from '../stack/client';

/** The limit that a submission may ask for: the slots decide. */
const MOST_ACTIVE = 10_000;
const POLL_MS = 50;

export interface Fleet {
  readonly executors: number;
  readonly slots: number;
}

export interface Drained {
  /** These three in ms since the submission was sent. */
  readonly planned: number;
  readonly settled: number;
  readonly recorded: number;
  /** CPU time of all processes for one competition, in ms. */
  readonly cpuMs: number;
}

/**
 * One submission of so many competitions of one run each, from the request at the REST door until every competition
 * and every result stands in the record store. The inspection is remembered.
 */
export async function drain(
  stack: BenchStack,
  competitions: number,
  more: Partial<Request> = {},
): Promise<Drained> {
  const [began, cpu] = [performance.now(), stack.allCpuMs()];
  const since = (): number => performance.now() - began;
  const { submissionId } = await stack.client.submit(
    nulldist(competitions, { maxCompetitionsActive: MOST_ACTIVE, ...more }),
  );
  let planned: number | undefined;
  const { assays } = await stack.client.until(
    submissionId,
    ({ counters }) => {
      const { pending, active, completed } = counters;
      if (pending + active + completed >= competitions) planned ??= since();
      return completed >= competitions;
    },
    POLL_MS,
  );
  const settled = since();
  const assay = assays.find(({ assayType }) => assayType === 'nulldist');
  await untilRecorded(stack, String(assay?.id), competitions);
  const [recorded, cpuMs] = [since(), (stack.allCpuMs() - cpu) / competitions];
  return { planned: planned ?? settled, settled, recorded, cpuMs };
}

async function untilRecorded(stack: BenchStack, assayId: string, competitions: number): Promise<void> {
  const records = new Database(stack.recordsFile, { readonly: true });
  const count = (sql: string): number => (records.prepare(sql).get(assayId) as { n: number }).n;
  try {
    while (
      count('SELECT count(*) AS n FROM competitionResults WHERE assayId = ?') < competitions ||
      count(`SELECT count(*) AS n FROM competitions WHERE assayId = ? AND status = 'completed'`) <
        competitions
    ) {
      stack.mustLive();
      await delay(POLL_MS);
    }
  } finally {
    records.close();
  }
}
