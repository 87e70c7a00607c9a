// What a team would take for work on PostgreSQL; version 10 is the last line that loads by require on Node 20.
import PgBoss from 'pg-boss';
import { startPostgres } from './servers';
import type { Baseline } from './baseline';

const BULK = 1000;
/** Jobs of one fetch: its documentation's way to more throughput. */
const BATCH = 100;

/**
 * `insert`, then so many loops of `fetch` with a batch size and `complete` of the batch: its call for many takes no
 * output for each.
 */
export const pgBoss: Baseline = {
  name: 'pg-boss on PostgreSQL, synchronous_commit on',
  async open() {
    const postgres = await startPostgres();
    const place = { host: '127.0.0.1', port: postgres.port, user: 'bench', database: 'postgres' };
    const boss = new PgBoss({ ...place, max: 64, supervise: false, schedule: false });
    boss.on('error', (error) => console.error(error));
    await boss.start();
    let runs = 0;
    return {
      drain: (jobs, concurrency) => drain(boss, `bench-${++runs}`, jobs, concurrency),
      close: async () => {
        await boss.stop({ graceful: false, wait: true });
        await postgres.stop();
      },
    };
  },
};

async function drain(boss: PgBoss, queue: string, jobs: number, concurrency: number): Promise<number> {
  await boss.createQueue(queue);
  let left = jobs;
  const loop = async (): Promise<void> => {
    while (left > 0) {
      const batch = await boss.fetch(queue, { batchSize: BATCH });
      if (!batch?.length) continue;
      await boss.complete(
        queue,
        batch.map(({ id }) => id),
      );
      left -= batch.length;
    }
  };
  const began = performance.now();
  for (let first = 0; first < jobs; first += BULK) {
    const size = Math.min(BULK, jobs - first);
    const part = Array.from({ length: size }, (_, k) => ({
      name: queue,
      data: { ordinal: first + k, seed: first + k },
    }));
    await boss.insert(part);
  }
  await Promise.all(Array.from({ length: concurrency }, loop));
  const tookMs = performance.now() - began;
  const open = await boss.getQueueSize(queue, { before: 'completed' });
  if (open !== 0) throw new Error(`pg-boss left ${open} jobs of ${jobs}`);
  return tookMs;
}
