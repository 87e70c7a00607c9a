import {
  type BlobsPruned,
  EXECUTOR_STOCKS,
  type ExecutorList,
  type ExecutorPruned,
  type ExecutorStock,
  type ExecutorView,
  type NeededImages,
  YOUNGEST_PRUNED_BLOB_MS,
} from '#contracts';
import type { Messaging } from '#messaging';
import type { Found, Kind, Looked } from './kinds';

/** Sizes of large images, or of thousands of blobs, take a while. */
const ANSWER_MS = 300_000;
const QUICK_MS = 10_000;

export interface Pruning {
  readonly kinds: readonly Kind[];
  readonly ageOf: (kind: Kind) => number;
  readonly remove: boolean;
}

const isStock = (kind: Kind): kind is ExecutorStock => (EXECUTOR_STOCKS as readonly string[]).includes(kind);

/** What the services of a running stack keep: each looks at its own, and only it takes anything of it away. */
export async function pruneServices(messaging: Messaging, pruning: Pruning): Promise<Looked> {
  const stocks = pruning.kinds.filter(isStock);
  const found: Found[] = [];
  const unseen: string[] = [];
  if (pruning.kinds.includes('blobs')) found.push(await pruneBlobs(messaging, pruning));
  if (stocks.length === 0) return { found, unseen };
  const { executors } = await messaging.request<ExecutorList>('executor.list', {}, { timeoutMs: QUICK_MS });
  const { chainIds } = await messaging.request<NeededImages>('images.needed', {}, { timeoutMs: QUICK_MS });
  for (const executor of executors.filter(({ state }) => state === 'here')) {
    const told = await pruneExecutor(messaging, executor, stocks, [...chainIds], pruning).catch(
      (error: Error) => {
        unseen.push(
          `the executor on ${executor.host} (${executor.executorId}) does not say: ${error.message}`,
        );
        return [];
      },
    );
    found.push(...told);
  }
  return { found, unseen };
}

async function pruneBlobs(messaging: Messaging, { ageOf, remove }: Pruning): Promise<Found> {
  const olderThanMs = Math.max(ageOf('blobs'), YOUNGEST_PRUNED_BLOB_MS);
  let [count, bytes] = [0, 0];
  for (let after: string | undefined = ''; after !== undefined;) {
    const asked = { olderThanMs, remove, ...(after === '' ? {} : { after }) };
    const told: BlobsPruned = await messaging.request('blobs.prune', asked, { timeoutMs: ANSWER_MS });
    count += told.count;
    bytes += told.bytes;
    after = told.next;
  }
  return { kind: 'blobs', where: "nats-server's store", count, bytes };
}

async function pruneExecutor(
  messaging: Messaging,
  { executorId, host, runtime }: ExecutorView,
  stocks: readonly ExecutorStock[],
  keepChainIds: readonly string[],
  { ageOf, remove }: Pruning,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const stock of stocks) {
    const asked = { executorId, stocks: [stock], olderThanMs: ageOf(stock), remove, keepChainIds };
    const told = await messaging.request<ExecutorPruned>('executor.prune', asked, { timeoutMs: ANSWER_MS });
    const freed = told[stock];
    if (!freed) continue;
    const where = `executor on ${host} (${runtime}, ${executorId.slice(0, 8)})`;
    // A daemon tells no sizes of volumes.
    const bytes = freed.bytes > 0 || freed.count === 0 ? { bytes: freed.bytes } : {};
    found.push({ kind: stock, where, count: freed.count, ...bytes });
  }
  return found;
}
