// Real: SQLite files in a temporary directory. Nothing is mocked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { KnockemError } from '#domain';
import { openDatabase } from './open-database';
import { MIGRATIONS } from './schema';
import { openStore } from './store';

describe('opening the scheduler database', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'knockem-scheduler-'));
    file = join(directory, 'deep', 'scheduler.sqlite');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('makes the file, keeps its stack id, and is durable', () => {
    const first = openDatabase(file);
    const stackId = first.prepare('SELECT stackId FROM meta').pluck().get();
    expect(first.pragma('synchronous', { simple: true })).toBe(2);
    expect(first.pragma('journal_mode', { simple: true })).toBe('wal');
    first.close();
    const again = openDatabase(file);
    expect(again.prepare('SELECT stackId FROM meta').pluck().get()).toBe(stackId);
    expect(again.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    again.close();
  });

  it('refuses a second scheduler with one sentence', () => {
    const first = openDatabase(file);
    expect(() => openDatabase(file)).toThrow(/Another scheduler has .* open/);
    first.close();
    openDatabase(file).close();
  });

  it.each(MIGRATIONS.map((_, version) => version).slice(1))(
    'goes on with the submissions of an older database (schema %p)',
    (version) => {
      openDatabase(file).close();
      rmSync(file);
      const old = new Database(file);
      for (const migration of MIGRATIONS.slice(0, version)) old.exec(migration);
      old.pragma(`user_version = ${version}`);
      old.exec(`
        INSERT INTO meta (only, stackId, epoch) VALUES (1, 'an older stack', 3);
        INSERT INTO inputs (row, inputId, digest, size, isEphemeral, userEmail, createdAt, version)
          VALUES (1, 'input', 'd', 1, 0, 'ada@example.org', '2026-01-01T00:00:00.000Z', 1);`);
      old.close();
      const store = openStore(file);
      expect([store.stackId, store.epoch()]).toEqual(['an older stack', 3]);
      expect(store.transaction(() => store.auditCounters())).toEqual([]);
      const columns = store.database.pragma('table_info(assays)') as { name: string }[];
      expect(columns.map(({ name }) => name)).toContain('toldAnew');
      expect(store.database.prepare('SELECT inputId FROM inputs').pluck().all()).toEqual(['input']);
      store.close();
    },
  );

  it('refuses a database of a newer version', () => {
    openDatabase(file).close();
    const raw = new Database(file);
    raw.pragma('user_version = 999');
    raw.close();
    expect(() => openDatabase(file)).toThrow(KnockemError);
    expect(() => openDatabase(file)).toThrow(/written by a newer knockem/);
  });
});
