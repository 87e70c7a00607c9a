import { join } from 'node:path';
import type { Workload } from '../load/workload';
import type { ExecutorWatch } from '../observe/executor-watch';
import type { Target } from '../plan/strikes';
import { type ChaosStack, EXECUTORS } from '../stack/chaos-stack';
import type { RecordStoreUnderAttack } from '../stack/record-store';
import type { Timeline } from '../timeline';
import type { Violations } from '../violation';

/** What a strike works on, and whom it tells. */
export interface StrikeParts {
  readonly stack: ChaosStack;
  readonly records: RecordStoreUnderAttack;
  readonly watch: ExecutorWatch;
  readonly workload: Pick<Workload, 'provoke' | 'quietly' | 'uploadGenomesSince'>;
  readonly timeline: Timeline;
  readonly violations: Violations;
  /** Counts one more strike of this kind. */
  readonly count: (what: string) => void;
}

/** Undefined: it is no executor. */
export function executorDirectory(stack: ChaosStack, target: Target): string | undefined {
  const index = (EXECUTORS as readonly Target[]).indexOf(target);
  return index < 0 ? undefined : join(stack.dataDir, index === 0 ? 'executor' : target);
}
