import type { ExecutorView } from '#contracts';
import { type Caller, mayTouch } from '../domain/caller';
import type { LiveState } from './ports';

/** The executors that the scheduler knows; nobody else does. What runs there is told to those who may read it. */
export class ListExecutors {
  constructor(private readonly live: Pick<LiveState, 'executors'>) {}

  async list(caller: Caller): Promise<readonly ExecutorView[]> {
    const executors = await this.live.executors();
    return executors.map(({ runs = [], ...executor }) => ({
      ...executor,
      runs: runs.filter(({ userEmail }) => mayTouch(caller, userEmail)),
    }));
  }
}
