// Real: SQLite files in a temporary directory. Nothing is mocked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { KnockemError } from '#domain';
import { openDatabase } from './open-database';
import { MIGRATIONS } from './schema';

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

  it('refuses a database of a newer version', () => {
    openDatabase(file).close();
    const raw = new Database(file);
    raw.pragma('user_version = 999');
    raw.close();
    expect(() => openDatabase(file)).toThrow(KnockemError);
    expect(() => openDatabase(file)).toThrow(/written by a newer knockem/);
  });
});
