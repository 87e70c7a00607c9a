// Real: SQLite file, taking of plans. Scripted: the planner (testing/world).
// What is held here are counts, which every machine has alike; milliseconds are measured by the bench `scale`.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { MAX_CHUNK } from '#contracts';
import { countStatements } from './testing/count-statements';
import { assayOf, createCommand, ScriptedPlanner, World } from './testing/world';

const PARTS = 20;
const COMPETITIONS = PARTS * MAX_CHUNK;

/** Of the bounds, some 20 % above what they were when they were set. Who changes the cost on purpose changes them, too. */
const MOST = { statements: 0.08, bytesInSqlite: 230, marks: 0.005 } as const;

describe('a planned competition costs', () => {
  const statements = countStatements(Database);
  const world = new World();
  afterAll(() => {
    world.close();
    jest.restoreAllMocks();
  });

  it('a fraction of a statement, and few bytes', () => {
    const body = createCommand();
    const { submissionId: id } = body;
    world.journal({ kind: 'submission.create', body });
    const planner = new ScriptedPlanner(world, id);
    planner.assays(assayOf(id, 'work'));
    const assay = { parts: PARTS, round: 1, planDigest: 'd'.repeat(64) };
    statements.count = 0;
    for (let part = 1; part <= PARTS; part++)
      planner.round('work', MAX_CHUNK, { ...assay, part, first: (part - 1) * MAX_CHUNK });
    expect(world.submission(id).numPending).toBe(COMPETITIONS);
    const each = (count: number): number => count / COMPETITIONS;
    world.store.database.pragma('wal_checkpoint(TRUNCATE)');
    const costs = {
      statements: each(statements.count),
      bytesInSqlite: each(statSync(world.file).size),
      marks: each(world.marks('competitions')),
    };
    const tooMuch = Object.entries(costs).filter(([what, cost]) => cost > MOST[what as keyof typeof MOST]);
    expect(tooMuch).toEqual([]);
    world.checkInvariants();
  });
});
