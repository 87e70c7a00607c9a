// Real: SQLite files of every older schema, with a submission under way in them; all use cases. Scripted: planner,
// executor and clock (testing/world).
import { renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { MIGRATIONS } from './adapters/sqlite/schema';
import { startedSubmission, World } from './testing/world';

/** The file as an older knockem would have written it: its schema, and of every row the columns that it had. */
function asOfSchema(file: string, version: number): void {
  const old = new Database(`${file}.old`);
  for (const migration of MIGRATIONS.slice(0, version)) old.exec(migration);
  old.pragma(`user_version = ${version}`);
  old.pragma('foreign_keys = OFF');
  old.exec(`ATTACH '${file}' AS now`);
  const tables = old
    .prepare<[], { name: string }>(
      `SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
    )
    .all();
  for (const { name } of tables) {
    const columns = (old.pragma(`main.table_info(${name})`) as { name: string }[]).map(
      (column) => column.name,
    );
    old.exec(`INSERT INTO main.${name} (${columns.join()}) SELECT ${columns.join()} FROM now.${name}`);
  }
  old.close();
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  renameSync(`${file}.old`, file);
}

describe('an upgrade', () => {
  it.each(MIGRATIONS.map((_, version) => version).slice(1))(
    'goes on with a submission that was running under schema %p',
    (version) => {
      const world = new World();
      try {
        const { id, planner, assayId } = startedSubmission(world, 6);
        const executor = world.executor({ slots: 2 });
        executor.turn();
        executor.endAll();
        executor.turn();
        world.store.close();
        asOfSchema(world.file, version);
        world.reopen();
        expect(world.submission(id)).toMatchObject({ status: 'active', numCompleted: 2, numActive: 2 });
        executor.endAll();
        executor.runDry();
        planner.conclude('work');
        expect(world.submission(id)).toMatchObject({ status: 'completed', numCompleted: 6, places: 0 });
        expect(world.assay(assayId).status).toBe('completed');
        world.checkInvariants();
      } finally {
        world.close();
      }
    },
  );
});
