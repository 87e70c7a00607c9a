import {
  ASSAY_MOVES,
  ATTEMPT_MOVES,
  COMPETITION_MOVES,
  EXECUTOR_MOVES,
  type Move,
  SUBMISSION_MOVES,
} from '#domain';
import type { SqliteStore } from '../adapters/sqlite/store';

export interface WatchedMove {
  readonly machine: string;
  readonly from: string;
  readonly to: string;
}

export const MACHINES: Readonly<Record<string, readonly Move<string>[]>> = {
  submissions: SUBMISSION_MOVES,
  assays: ASSAY_MOVES,
  competitions: COMPETITION_MOVES,
  attempts: ATTEMPT_MOVES,
  executors: EXECUTOR_MOVES,
};

/** Temporary triggers, of this connection only, that write down every change of a state. */
export function watchMoves({ database }: SqliteStore): void {
  // What is tried here is order, not power cuts: without a flush per transaction a spec is ten times as fast.
  database.pragma('synchronous = OFF');
  database.exec('CREATE TEMP TABLE moves (machine TEXT, "from" TEXT, "to" TEXT)');
  for (const table of Object.keys(MACHINES)) {
    const column = table === 'attempts' || table === 'executors' ? 'state' : 'status';
    database.exec(`
      CREATE TEMP TRIGGER ${table}Moved AFTER UPDATE OF ${column} ON main.${table} WHEN old.${column} <> new.${column}
      BEGIN INSERT INTO moves VALUES ('${table}', old.${column}, new.${column}); END;
      CREATE TEMP TRIGGER ${table}Began AFTER INSERT ON main.${table}
      BEGIN INSERT INTO moves VALUES ('${table}', '–', new.${column}); END;`);
  }
}
