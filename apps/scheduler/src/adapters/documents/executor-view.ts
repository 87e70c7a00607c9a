import type { ExecutorView, RunningCompetition } from '#contracts';
import type { ExecutorWithLoad } from '../sqlite/reading/explanation-facts';
import { parseJson, present } from './stamp';

export const executorView = (
  row: ExecutorWithLoad,
  runs: readonly RunningCompetition[] = [],
): ExecutorView => ({
  executorId: row.executorId,
  host: row.host,
  state: row.state,
  runtime: row.runtime,
  arch: row.arch,
  ...present('pool', row.pool),
  slots: row.slots,
  running: row.running,
  ...present('limitsNotHeld', parseJson<string[] | null>(row.limitsNotHeld, null)),
  version: row.executorVersion,
  lastTurnAt: row.lastTurnAt,
  runs,
});
