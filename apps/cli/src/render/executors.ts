import type { ExecutorView } from '#contracts';
import { duration } from './duration';
import { table } from './table';

/** Who is there, how much each has to do, and part of what it runs. */
export function renderExecutors(executors: readonly ExecutorView[], nowMs: number): string {
  if (executors.length === 0) return 'no executor has ever come\nstart one with: knockem up --executors 1';
  const heading = ['host', 'state', 'slots', 'busy', 'runtime', 'pool', 'heard', 'version', 'id'];
  const rows = executors.map((executor) => [
    executor.host,
    executor.state,
    executor.slots,
    executor.running,
    executor.runtime,
    executor.pool ?? '–',
    `${duration(nowMs - Date.parse(executor.lastTurnAt))} ago`,
    executor.version,
    executor.executorId,
  ]);
  const notHeld = executors
    .filter(({ limitsNotHeld }) => (limitsNotHeld ?? []).length > 0)
    .map(({ host, limitsNotHeld }) => `${host} cannot hold the limits of ${limitsNotHeld?.join(', ')}`);
  return [table(heading, rows), ...notHeld, ...renderRuns(executors, nowMs)].join('\n');
}

function renderRuns(executors: readonly ExecutorView[], nowMs: number): string[] {
  const rows = executors.flatMap(({ host, runs = [] }) =>
    runs.map((run) => [
      host,
      `${run.submissionId}/${run.assayType}/${run.ordinal}`,
      run.state === 'leased' ? 'getting ready' : 'running',
      run.attempt,
      duration(nowMs - Date.parse(run.since)),
    ]),
  );
  if (rows.length === 0) return [];
  const more = executors.reduce((sum, { running, runs = [] }) => sum + Math.max(0, running - runs.length), 0);
  return [
    '',
    table(['on', 'competition', 'state', 'attempt', 'for'], rows),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
