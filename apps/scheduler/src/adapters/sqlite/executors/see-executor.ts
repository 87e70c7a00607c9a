import type { TurnRequest } from '#contracts';
import type { Connection } from '../connection';
import type { ExecutorRow } from '../rows';

export function findExecutor(connection: Connection, executorId: string): ExecutorRow | undefined {
  return connection.get('SELECT * FROM executors WHERE executorId = ?', executorId);
}

/** Notes who spoke and what it can do, and renews its lease. A boot that was not there `before` knows no templates. */
export function seeExecutor(
  connection: Connection,
  turn: TurnRequest,
  lease: { readonly leaseUntilMs: number; readonly wall: string },
  before: { readonly bootId: string } | undefined,
): ExecutorRow {
  const seen = connection.get<ExecutorRow>(SEE, {
    executorId: turn.executorId,
    bootId: turn.bootId,
    turn: turn.turn,
    state: turn.draining ? 'draining' : 'here',
    host: turn.host,
    pool: turn.pool ?? null,
    runtime: turn.runtime,
    arch: turn.arch,
    slots: turn.slots,
    cpus: turn.capacity.cpus,
    memoryMb: turn.capacity.memoryMb,
    executorVersion: turn.version,
    limitsNotHeld: turn.limitsNotHeld?.length ? JSON.stringify(turn.limitsNotHeld) : null,
    leaseUntilMs: lease.leaseUntilMs,
    wall: lease.wall,
  })!;
  if (before && before.bootId !== turn.bootId) {
    forgetTemplates(connection, seen.row);
  }
  return seen;
}

/** What a new boot names it has found on its disk: that says nothing of the templates it was sent before. */
function forgetTemplates(connection: Connection, executorRow: number): void {
  connection.run('DELETE FROM knownTemplates WHERE executorRow = ?', executorRow);
  connection.run(
    `UPDATE attempts SET named = 1, grantedTurn = 0 WHERE executorRow = ? AND state IN ('leased', 'running', 'lost')`,
    executorRow,
  );
}

const SEE = `INSERT INTO executors (executorId, bootId, turn, state, host, pool, runtime, arch, slots, cpus, memoryMb,
    executorVersion, limitsNotHeld, leaseUntilMs, lastTurnAt)
  VALUES (@executorId, @bootId, @turn, @state, @host, @pool, @runtime, @arch, @slots, @cpus, @memoryMb,
    @executorVersion, @limitsNotHeld, @leaseUntilMs, @wall)
  ON CONFLICT (executorId) DO UPDATE SET bootId = @bootId, turn = @turn, state = @state, host = @host, pool = @pool,
    runtime = @runtime, arch = @arch, slots = @slots, cpus = @cpus, memoryMb = @memoryMb,
    executorVersion = @executorVersion, limitsNotHeld = @limitsNotHeld, leaseUntilMs = @leaseUntilMs, lastTurnAt = @wall
  RETURNING *`;
