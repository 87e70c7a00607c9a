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
import type { GrowingSteps } from '../render/steps';
import type { Found, Kind, Looked } from './kinds';

/** Sizes of large images, or of thousands of blobs, take a while. */
const ANSWER_MS = 300_000;
const QUICK_MS = 10_000;

export type Bus = Pick<Messaging, 'request'>;

export interface Pruning {
  readonly kinds: readonly Kind[];
  readonly ageOf: (kind: Kind) => number;
  readonly remove: boolean;
  /** Told how far it is: a portion of blobs, a stock of an executor and a leftover are a step each. */
  readonly steps?: Pick<GrowingSteps, 'expect' | 'done'>;
}

const isStock = (kind: Kind): kind is ExecutorStock => (EXECUTOR_STOCKS as readonly string[]).includes(kind);

/** What the services of a running stack keep: each looks at its own, and only it takes anything of it away. */
export async function pruneServices(messaging: Bus, pruning: Pruning): Promise<Looked> {
  const stocks = pruning.kinds.filter(isStock);
  const found: Found[] = [];
  const unseen: string[] = [];
  const note = (what: string, error: unknown): void =>
    void unseen.push(`${what}: ${(error as Error).message}`);
  if (pruning.kinds.includes('blobs'))
    await pruneBlobs(messaging, pruning, found).catch((error) => note('blobs', error));
  const executors = stocks.length > 0 ? await executorsHere(messaging, note) : [];
  pruning.steps?.expect(executors.length * stocks.length);
  for (const executor of executors)
    await pruneExecutor(messaging, executor, stocks, pruning, found).catch((error) =>
      note(`the executor on ${executor.host} (${executor.executorId}) does not say`, error),
    );
  return { found, unseen };
}

async function executorsHere(
  messaging: Bus,
  note: (what: string, error: unknown) => void,
): Promise<ExecutorView[]> {
  try {
    const { executors } = await messaging.request<ExecutorList>('executor.list', {}, { timeoutMs: QUICK_MS });
    return executors.filter(({ state }) => state === 'here');
  } catch (error) {
    note('what executors keep', error);
    return [];
  }
}

/** Portion by portion; what was freed before a refusal is told. */
async function pruneBlobs(messaging: Bus, { ageOf, remove, steps }: Pruning, found: Found[]): Promise<void> {
  const olderThanMs = Math.max(ageOf('blobs'), YOUNGEST_PRUNED_BLOB_MS);
  let [count, bytes] = [0, 0];
  try {
    for (let after: string | undefined = ''; after !== undefined;) {
      const asked = { olderThanMs, remove, ...(after === '' ? {} : { after }) };
      steps?.expect(1);
      const told: BlobsPruned = await messaging.request('blobs.prune', asked, { timeoutMs: ANSWER_MS });
      count += told.count;
      bytes += told.bytes;
      after = told.next;
      steps?.done();
    }
  } finally {
    found.push({ kind: 'blobs', where: "nats-server's store", count, bytes });
  }
}

/** Which images are needed is asked again for each: the one before may have taken minutes. */
async function pruneExecutor(
  messaging: Bus,
  { executorId, host, runtime }: ExecutorView,
  stocks: readonly ExecutorStock[],
  { ageOf, remove, steps }: Pruning,
  found: Found[],
): Promise<void> {
  const needed = await messaging.request<NeededImages>('images.needed', {}, { timeoutMs: QUICK_MS });
  const keepChainIds = [...needed.chainIds];
  for (const stock of stocks) {
    const asked = { executorId, stocks: [stock], olderThanMs: ageOf(stock), remove, keepChainIds };
    const told = await messaging.request<ExecutorPruned>('executor.prune', asked, { timeoutMs: ANSWER_MS });
    steps?.done();
    const freed = told[stock];
    if (!freed) continue;
    const where = `executor on ${host} (${runtime}, ${executorId.slice(0, 8)})`;
    // A daemon tells no sizes of volumes.
    const bytes = freed.bytes > 0 || freed.count === 0 ? { bytes: freed.bytes } : {};
    found.push({ kind: stock, where, count: freed.count, ...bytes });
  }
}
