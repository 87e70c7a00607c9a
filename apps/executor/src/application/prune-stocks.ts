import type { ExecutorPruned, ExecutorPruning } from '#contracts';
import type { ContainerRuntime } from './container-runtime';
import type { HeldRuns } from './held-runs';
import type { Identity } from './ports';

export interface PruneStocksParts {
  readonly identity: Identity;
  readonly runtime: ContainerRuntime;
  readonly held: HeldRuns;
}

/** Tells, or gives up, what this executor keeps of images and volumes and no run of its own uses. */
export class PruneStocks {
  constructor(private readonly parts: PruneStocksParts) {}

  /** Undefined: another executor is meant. */
  async prune(asked: ExecutorPruning): Promise<ExecutorPruned | undefined> {
    const { identity, runtime, held } = this.parts;
    const { executorId, host } = identity;
    if (asked.executorId !== executorId) return undefined;
    const { stocks, olderThanMs, remove } = asked;
    const ofRuns = held.all().flatMap(({ note }) => (note.imageChainId ? [note.imageChainId] : []));
    const keepChainIds = new Set([...asked.keepChainIds, ...ofRuns]);
    return { executorId, host, ...(await runtime.prune({ stocks, olderThanMs, remove, keepChainIds })) };
  }
}
