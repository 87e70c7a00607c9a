// Real: SQLite file, all use cases, renderer and relay. Scripted: planner, executors and clock (testing/world), the stream.
// What is held here are counts, which every machine has alike; milliseconds are measured by the benches.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { DocumentRenderer } from './adapters/documents/document-renderer';
import { SqliteOutbox } from './adapters/sqlite/outbox';
import { DocumentRows } from './adapters/sqlite/reading/document-rows';
import type { OutgoingBatch } from './application/marks';
import { RelayMarks } from './application/relay-marks';
import { countStatements } from './testing/count-statements';
import { startedSubmission, World } from './testing/world';

const COMPETITIONS = 1000;
const SLOTS = 8;
/** Turns of both executors between two rounds of the relay: about what 50 ms hold. */
const TURNS_PER_ROUND = 5;
const STAMP = { knockemVersion: '1.2.3', knockemRevision: 'abc1234', knockemRunmode: 'testing' } as const;
const VALUE = { updatesElapsed: 12.5, numAlpha: 3, numBeta: 4, warnings: [] };

/** Of the bounds, some 20 % above what they were when they were set. Who changes the cost on purpose changes them, too. */
const MOST = {
  statements: 7.5,
  messages: 0.04,
  documents: 3.1,
  bytesOnRecords: 1970,
  bytesInSqlite: 690,
  marks: 0.01,
} as const;

class CountingStream {
  messages = 0;
  documents = 0;
  bytes = 0;

  publish = (batch: OutgoingBatch): Promise<number> => {
    this.messages += 1;
    this.documents += batch.documents.length;
    this.bytes += batch.texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 100);
    return Promise.resolve(this.messages);
  };
}

describe('a competition costs', () => {
  const statements = countStatements(Database);
  const world = new World();
  afterAll(() => {
    world.close();
    jest.restoreAllMocks();
  });

  it('few statements, messages and bytes', async () => {
    const { database } = world.store;
    const stream = new CountingStream();
    const renderer = new DocumentRenderer(new DocumentRows(database), STAMP);
    const relay = new RelayMarks(new SqliteOutbox(database, () => world.ms), renderer, stream);
    const { id } = startedSubmission(world, COMPETITIONS, { maxCompetitionsActive: 1000 });
    const executors = [world.executor({ slots: SLOTS }), world.executor({ slots: SLOTS })];
    statements.count = 0;
    for (let turns = 0; world.submission(id).numCompleted < COMPETITIONS; turns++) {
      for (const executor of executors) {
        executor.endAll('succeeded', { value: VALUE });
        executor.turn();
      }
      if (turns % TURNS_PER_ROUND === 0) await relay.round();
    }
    while (await relay.round());
    const each = (count: number): number => count / COMPETITIONS;
    database.pragma('wal_checkpoint(TRUNCATE)');
    const marks = database.prepare('SELECT count(*) FROM marks').pluck().get() as number;
    const costs = {
      statements: each(statements.count),
      messages: each(stream.messages),
      documents: each(stream.documents),
      bytesOnRecords: each(stream.bytes),
      bytesInSqlite: each(statSync(world.file).size),
      marks: each(marks),
    };
    for (const [what, cost] of Object.entries(costs))
      expect({ what, cost, isBelow: cost <= MOST[what as keyof typeof MOST] }).toMatchObject({
        isBelow: true,
      });
    world.checkInvariants();
  });
});
