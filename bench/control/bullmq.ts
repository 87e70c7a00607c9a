// What a team would take for work on Redis; well kept, and loads by require.
import { Queue, Worker } from 'bullmq';
import { startRedis } from './servers';
import type { Baseline } from './baseline';

/** What its documentation shows for many jobs. */
const BULK = 1000;

/** `addBulk`, then one worker of that concurrency whose result of each job is kept. */
export const bullmq: Baseline = {
  name: 'BullMQ on Redis, appendfsync always',
  async open() {
    const redis = await startRedis();
    const connection = { host: '127.0.0.1', port: redis.port, maxRetriesPerRequest: null };
    let runs = 0;
    return {
      drain: (jobs, concurrency) => drain(connection, `bench-${++runs}`, jobs, concurrency),
      close: () => redis.stop(),
    };
  },
};

async function drain(
  connection: { host: string; port: number; maxRetriesPerRequest: null },
  name: string,
  jobs: number,
  concurrency: number,
): Promise<number> {
  const queue = new Queue(name, { connection });
  const worker = new Worker(name, async () => ({ updatesElapsed: 100, numAlpha: 500, numBeta: 500 }), {
    connection,
    concurrency,
    autorun: false,
  });
  try {
    await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
    const began = performance.now();
    const completed = allCompleted(worker, jobs);
    void worker.run();
    for (let first = 0; first < jobs; first += BULK) {
      const part = Array.from({ length: Math.min(BULK, jobs - first) }, (_, k) => ({
        name: 'competition',
        data: { ordinal: first + k, seed: first + k },
      }));
      await queue.addBulk(part);
    }
    await completed;
    const tookMs = performance.now() - began;
    const kept = await queue.getCompletedCount();
    if (kept !== jobs) throw new Error(`BullMQ kept ${kept} results of ${jobs}`);
    return tookMs;
  } finally {
    await worker.close();
    await queue.close();
  }
}

function allCompleted(worker: Worker, jobs: number): Promise<void> {
  let left = jobs;
  return new Promise((done, fail) => {
    worker.on('completed', () => --left === 0 && done());
    worker.on('failed', (_, error) => fail(error));
    worker.on('error', fail);
  });
}
