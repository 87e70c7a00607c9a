import type { ExecutorView } from '#contracts';
import type { LiveState } from './ports';

/** The executors that the scheduler knows; nobody else does. */
export class ListExecutors {
  constructor(private readonly live: Pick<LiveState, 'executors'>) {}

  list(): Promise<readonly ExecutorView[]> {
    return this.live.executors();
  }
}
