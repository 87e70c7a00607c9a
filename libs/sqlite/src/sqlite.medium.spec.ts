/** Real: SQLite files in a temporary directory. Nothing is mocked. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory, type TempDirectory } from '#testing';
import {
  backUp,
  commitToDisk,
  damageOf,
  migrate,
  openForReading,
  openForWriting,
  schemaVersion,
  type SqliteDatabase,
} from '.';

const nothing = (): void => undefined;
const STEPS = ['CREATE TABLE words (word TEXT)', "INSERT INTO words VALUES ('first')"];
const neverTooNew = (): Error => new Error('not here');

let directory: TempDirectory;
let file: string;
let open: SqliteDatabase[];
beforeEach(() => {
  directory = tempDirectory();
  file = join(directory.path, 'deep', 'some.sqlite');
  open = [];
});
afterEach(() => {
  for (const database of open) database.close();
  directory.remove();
});

const kept = (database: SqliteDatabase): SqliteDatabase => {
  open.push(database);
  return database;
};
const opened = (ready = nothing as (database: SqliteDatabase) => void): SqliteDatabase =>
  kept(openForWriting(file, 0, ready));
const wordsIn = (database: SqliteDatabase): unknown[] =>
  database.prepare('SELECT word FROM words').pluck().all();

describe('a file that is opened', () => {
  it('is made with its directories, and keeps what was committed', () => {
    const database = opened(commitToDisk);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
  });

  it('is closed again when it is refused', () => {
    let seen: SqliteDatabase | undefined;
    const refuse = (database: SqliteDatabase): never => {
      seen = database;
      throw new Error('refused');
    };
    expect(() => openForWriting(file, 0, refuse)).toThrow('refused');
    expect(seen?.open).toBe(false);
    expect(() => openForReading(file, 0, refuse)).toThrow('refused');
    expect(seen?.open).toBe(false);
  });

  it('to be read is not made, and not written', () => {
    expect(() => openForReading(file, 0, nothing)).toThrow();
    expect(existsSync(file)).toBe(false);
    opened((database) => migrate(database, STEPS, neverTooNew));
    const reader = kept(openForReading(file, 0, nothing));
    expect(wordsIn(reader)).toEqual(['first']);
    expect(() => reader.exec('DELETE FROM words')).toThrow(/readonly/);
  });
});

describe('a schema', () => {
  it('is brought up to date once, from wherever it stands', () => {
    const database = opened((made) => migrate(made, STEPS.slice(0, 1), neverTooNew));
    expect([schemaVersion(database), wordsIn(database)]).toEqual([1, []]);
    for (let again = 0; again < 2; again++) migrate(database, STEPS, neverTooNew);
    expect([schemaVersion(database), wordsIn(database)]).toEqual([2, ['first']]);
  });

  it('stays at the last step that succeeded', () => {
    const database = opened();
    const failing = [...STEPS, "INSERT INTO words VALUES ('lost'); SELECT word FROM nowhere"];
    expect(() => migrate(database, failing, neverTooNew)).toThrow(/no such table/);
    expect([schemaVersion(database), wordsIn(database)]).toEqual([2, ['first']]);
  });

  it('that is newer is refused in the words of its owner, unchanged', () => {
    const database = opened();
    database.pragma('user_version = 9');
    const tooNew = (version: number): Error => new Error(`schema ${version} is not known here`);
    expect(() => migrate(database, STEPS, tooNew)).toThrow('schema 9 is not known here');
    expect(schemaVersion(database)).toBe(9);
  });

  it('of a file that cannot be written is not taken for up to date', () => {
    opened((database) => migrate(database, STEPS, neverTooNew));
    const reader = kept(openForReading(file, 0, nothing));
    expect(() => migrate(reader, STEPS, neverTooNew)).toThrow(/readonly/);
  });
});

describe('a copy', () => {
  it('is one whole file with all that was committed, told by size and digest', async () => {
    const database = opened((made) => {
      commitToDisk(made);
      migrate(made, STEPS, neverTooNew);
    });
    const to = join(directory.path, 'backup', 'copy.sqlite');
    const copy = await backUp(database, to);
    const bytes = readFileSync(to);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(copy).toEqual({ file: to, bytes: bytes.length, sha256, schemaVersion: 2 });
    expect(existsSync(`${to}-wal`)).toBe(false);
    expect(wordsIn(kept(openForReading(to, 0, nothing)))).toEqual(['first']);
  });

  it('of a damaged file does not stay', async () => {
    opened((made) => {
      migrate(made, STEPS, neverTooNew);
      made.exec('CREATE INDEX by_word ON words (word)');
      made.exec(`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 2000)
        INSERT INTO words SELECT 'word ' || n FROM numbers`);
    }).close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 3 * 4096, statSync(file).size - 4096);
    writeFileSync(file, bytes);
    const damaged = opened();
    expect(damageOf(damaged)).toMatch(/./);
    const to = join(directory.path, 'copy.sqlite');
    await expect(backUp(damaged, to)).rejects.toThrow(/copy .* is damaged|malformed/);
    expect(existsSync(to)).toBe(false);
  });
});
