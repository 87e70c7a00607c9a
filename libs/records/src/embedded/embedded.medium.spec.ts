/** Real: SQLite files in a temp directory, and a second process on the same file. Nothing is mocked. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { expectNoLeaks, tempDirectory, trackChild } from '#testing';
import { aSubmission, competitionsOf } from '../builders.conformance';
import { describeRecords } from '../records.conformance';
import { EmbeddedRecordReader } from './embedded-reader';
import { EmbeddedRecordWriter } from './embedded-writer';

describe('embedded records', () => {
  describeRecords(async () => {
    const directory = tempDirectory();
    const file = join(directory.path, 'deep', 'records.sqlite');
    const writer = new EmbeddedRecordWriter(file);
    const reader = new EmbeddedRecordReader(file);
    const dispose = async (): Promise<void> => {
      await reader.close();
      await writer.close();
      directory.remove();
    };
    return { writer, reader, dispose };
  });
});

describe('the record file', () => {
  const directory = tempDirectory();
  let made = 0;
  const newFile = (): string => join(directory.path, `${++made}.sqlite`);
  afterAll(() => {
    directory.remove();
    expectNoLeaks();
  });

  it('is waited for by a reader that came first', async () => {
    const file = newFile();
    const reader = new EmbeddedRecordReader(file);
    await expect(reader.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(reader.submissions({}, { limit: 1 })).rejects.toThrow('is not there yet');
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '');
    await expect(reader.ping()).rejects.toThrow('is not there yet');
    const writer = new EmbeddedRecordWriter(file);
    await expect(reader.ping()).resolves.toBeUndefined();
    expect(await reader.position()).toBeUndefined();
    await writer.close();
    await reader.close();
    await expect(reader.ping()).rejects.toThrow('closed');
  });

  it('is read after its writer has gone, and goes on where a new writer opens it', async () => {
    const file = newFile();
    const submission = aSubmission();
    const writer = new EmbeddedRecordWriter(file);
    await writer.upsertMany('submissions', [submission]);
    await writer.close();
    const reader = new EmbeddedRecordReader(file);
    expect(await reader.get('submissions', submission.id)).toEqual(submission);
    const next = new EmbeddedRecordWriter(file);
    await next.upsertMany('submissions', [{ ...submission, version: 2 }]);
    expect((await reader.get('submissions', submission.id))?.version).toBe(2);
    await reader.close();
    await next.close();
  });

  it('is read by another process while it is written', async () => {
    const file = newFile();
    const writer = new EmbeddedRecordWriter(file);
    const lines = readInAnotherProcess(file);
    const seen: number[] = [];
    const [assayId, submissionId] = [randomUUID(), randomUUID()];
    let written = 0;
    for await (const line of lines) {
      seen.push(Number(line));
      if (Number(line) >= 1000) break;
      await writer.upsertMany('competitions', competitionsOf(assayId, submissionId, 100, written));
      written += 100;
    }
    expect(seen).toEqual([...seen].sort((x, y) => x - y));
    expect(seen.every((count) => count % 100 === 0)).toBe(true);
    await writer.close();
  });

  it('keeps what upsertMany has answered when its writer is ended with kill -9', async () => {
    const file = newFile();
    await new EmbeddedRecordWriter(file).close();
    const child = trackChild(spawn(process.execPath, ['-e', WRITE_UNTIL_ENDED, file]), 'record writer');
    const lines = createInterface({ input: child.stdout });
    let answered = 0;
    for await (const line of lines) {
      answered = Number(line);
      if (answered >= 20) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    const writer = new EmbeddedRecordWriter(file);
    const position = await writer.position();
    expect(position!.streamSequence).toBeGreaterThanOrEqual(answered);
    await writer.close();
  });

  it('of a newer schema is refused by writer and reader with what to do', async () => {
    const file = newFile();
    const database = new Database(file);
    database.pragma('user_version = 99');
    database.close();
    expect(() => new EmbeddedRecordWriter(file)).toThrow('has schema version 99');
    await expect(new EmbeddedRecordReader(file).ping()).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('that is no SQLite file, or cannot be made, is refused in one line', () => {
    const file = newFile();
    writeFileSync(file, 'not a database, but long enough to be looked at as if it were one'.repeat(20));
    expect(() => new EmbeddedRecordWriter(file)).toThrow(
      /^the record file .* cannot be used: .*not a database$/,
    );
    expect(() => new EmbeddedRecordWriter(join(file, 'below'))).toThrow(/cannot be used/);
  });
});

/** Prints the number of competitions whenever it is asked by its own loop; ends with its input. */
const COUNT_FOR_EVER = `
  const Database = require('better-sqlite3');
  const database = new Database(process.argv[1], { readonly: true, fileMustExist: true });
  const count = database.prepare('SELECT count(*) AS n FROM competitions');
  (function again() {
    process.stdout.write(count.get().n + '\\n', () => setTimeout(again, 2));
  })();
`;

const WRITE_UNTIL_ENDED = `
  const Database = require('better-sqlite3');
  const database = new Database(process.argv[1]);
  database.pragma('synchronous = FULL');
  const store = database.prepare("INSERT OR REPLACE INTO position VALUES (1, ?, 'now', NULL)");
  let n = 0;
  (function again() {
    store.run(++n);
    process.stdout.write(n + '\\n', () => setImmediate(again));
  })();
`;

async function* readInAnotherProcess(file: string): AsyncGenerator<string> {
  const child = trackChild(spawn(process.execPath, ['-e', COUNT_FOR_EVER, file]), 'record reader');
  const exited = once(child, 'exit');
  try {
    yield* createInterface({ input: child.stdout });
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}
