import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan, PlannedAssay, RunTemplate, SubmissionCreate, TurnRequest } from '#contracts';
import { assayIdOf, mayMove } from '#domain';
import { openStore, type SqliteStore } from '../adapters/sqlite/store';
import type { AssayRow, AttemptRow, CompetitionRow, SubmissionRow } from '../adapters/sqlite/rows';
import { applyJournalBatch, type JournalApplied } from '../application/apply-journal-batch';
import type { JournalMessage } from '../application/journal-entry';
import { rescue } from '../application/rescue';
import { startUp } from '../application/start-up';
import { sweepCancelled } from '../application/sweep';
import type { Now } from '../domain/effects';
import { roundAsked } from '../domain/rounds';
import { LEASE_MS, ScriptedExecutor } from './scripted-executor';
import { MACHINES, watchMoves, type WatchedMove } from './watched-moves';

/** A real SQLite file, a clock that stands until it is moved, a journal, and scripted executors and planner. */
export class World {
  readonly directory = mkdtempSync(join(tmpdir(), 'knockem-scheduler-'));
  store: SqliteStore;
  ms = 1_000_000;
  /** By how much somebody has set the wall's clock; the monotonic one goes on. */
  wallSetByMs = 0;
  sequence = 0;
  readonly executors: ScriptedExecutor[] = [];

  constructor() {
    this.store = openStore(this.file);
    watchMoves(this.store);
    startUp(this.store, this.now, LEASE_MS);
  }

  get file(): string {
    return join(this.directory, 'scheduler.sqlite');
  }

  get now(): Now {
    return { ms: this.ms, wall: new Date(Date.UTC(2026, 0, 1) + this.ms + this.wallSetByMs).toISOString() };
  }

  close(): void {
    this.store.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** The scheduler dies and comes back on the same file, with a monotonic clock of its own. */
  restart(ms = this.ms): void {
    this.store.close();
    this.reopen(ms);
  }

  /** A scheduler starts on the file as it is now. */
  reopen(ms = this.ms): void {
    this.store = openStore(this.file);
    watchMoves(this.store);
    this.ms = ms;
    const disagreements = startUp(this.store, this.now, LEASE_MS);
    if (disagreements.length > 0) throw new Error(`counters: ${JSON.stringify(disagreements)}`);
  }

  journal(...messages: JournalMessage[]): JournalApplied {
    const storedAt = this.now.wall;
    const entries = messages.map((message) => ({ sequence: ++this.sequence, storedAt, message }));
    const applied = applyJournalBatch(this.store, entries, this.now);
    if (applied.refusal) {
      const rest = entries.slice(applied.applied);
      applyJournalBatch(this.store, [{ ...rest[0], message: { kind: 'pass' } }, ...rest.slice(1)], this.now);
    }
    return applied;
  }

  rescue(afterMs = 0): void {
    this.ms += afterMs;
    rescue(this.store, this.now, () => 0.5);
  }

  sweep(): void {
    while (sweepCancelled(this.store, this.now).more);
  }

  executor(options: Partial<TurnRequest> = {}): ScriptedExecutor {
    const executor = new ScriptedExecutor(this, options);
    this.executors.push(executor);
    return executor;
  }

  submission(id: string): SubmissionRow {
    return this.store.database
      .prepare('SELECT * FROM submissions WHERE submissionId = ?')
      .get(id) as SubmissionRow;
  }

  assay(id: string): AssayRow {
    return this.store.database.prepare('SELECT * FROM assays WHERE assayId = ?').get(id) as AssayRow;
  }

  competitions(assayId: string): CompetitionRow[] {
    return this.store.database
      .prepare(
        'SELECT * FROM competitions WHERE assayRow = (SELECT row FROM assays WHERE assayId = ?) ORDER BY ordinal',
      )
      .all(assayId) as CompetitionRow[];
  }

  attempts(assayId: string): AttemptRow[] {
    return this.store.database
      .prepare(
        'SELECT * FROM attempts WHERE assayRow = (SELECT row FROM assays WHERE assayId = ?) ORDER BY token',
      )
      .all(assayId) as AttemptRow[];
  }

  marks(collection: string): number {
    return this.store.database
      .prepare('SELECT count(*) FROM marks WHERE collection = ?')
      .pluck()
      .get(collection) as number;
  }

  /** Results of competitions that the relay would render of the marks of now. */
  markedResults(): number {
    return this.store.database
      .prepare(
        `SELECT count(*) FROM marks m JOIN competitions c ON c.assayRow = m.owner
           AND c.settledVersion BETWEEN m.first AND m.last JOIN assays a ON a.row = m.owner
         WHERE m.collection = 'settled' AND c.status = 'completed' AND a.origin <> 'internal'`,
      )
      .pluck()
      .get() as number;
  }

  /** Every move that any row has made since the last start. */
  moves(): WatchedMove[] {
    return this.store.database
      .prepare('SELECT DISTINCT machine, "from", "to" FROM temp.moves')
      .all() as WatchedMove[];
  }

  /** Counters equal a recount, no row made a move that its table does not have, no attempt is doubled. Throws with what is wrong. */
  checkInvariants(): void {
    const wrong = this.store.transaction(() => this.store.auditCounters());
    if (wrong.length > 0) throw new Error(`counters: ${JSON.stringify(wrong)}`);
    const forbidden = this.moves().filter(({ machine, from, to }) => !mayMove(MACHINES[machine], from, to));
    if (forbidden.length > 0) throw new Error(`moves that no table allows: ${JSON.stringify(forbidden)}`);
    const double = this.store.database
      .prepare(
        `SELECT assayRow, ordinal, count(*) n FROM attempts WHERE state IN ('leased', 'running')
         GROUP BY assayRow, ordinal HAVING n > 1`,
      )
      .all();
    if (double.length > 0) throw new Error(`two leases: ${JSON.stringify(double)}`);
  }
}

export const TEMPLATE: RunTemplate = {
  imageRef: 'example:1',
  entry: ['sh', '-c', 'true'],
  env: {},
  inputs: [],
  resources: { cpus: 1, memoryMb: 64 },
  network: 'none',
  timeoutSeconds: 60,
  stdoutCapBytes: 1024,
  collect: { kind: 'json', resultFile: '/knockem/work/result.json' },
};

export function createCommand(changes: Partial<SubmissionCreate> = {}): SubmissionCreate {
  return {
    submissionId: randomUUID(),
    userEmail: 'ada@example.org',
    containerImage: 'example:1',
    containerEnv: {},
    genomeIdAlpha: randomUUID(),
    genomeDigest: 'a'.repeat(64),
    genomeSize: 10,
    genomeIsEphemeral: false,
    assayTypes: ['nulldist'],
    assayParameters: {},
    competitionTimeoutSeconds: 60,
    maxCompetitionsActive: 100,
    maxCompetitionsFail: 10,
    maxCompetitionAttempts: 3,
    priority: 'normal',
    resources: { cpus: 1, memoryMb: 64 },
    siteBase: 0,
    seed: 1,
    keepLogs: false,
    knockemRunmode: 'testing',
    ...changes,
  };
}

export const assayOf = (
  submissionId: string,
  name: string,
  dependsOn: readonly string[] = [],
  more: Partial<PlannedAssay> = {},
): PlannedAssay => ({
  assayId: assayIdOf(submissionId, name),
  assayType: name,
  dependsOn: dependsOn.map((other) => assayIdOf(submissionId, other)),
  parameters: {},
  origin: name === 'inspection' ? 'internal' : 'asked',
  ...more,
});

const digest = (text: string): string => Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);

/** Plan messages for one submission. */
export class ScriptedPlanner {
  constructor(
    readonly world: World,
    readonly submissionId: string,
  ) {}

  id = (name: string): string => assayIdOf(this.submissionId, name);

  assays(...assays: PlannedAssay[]): JournalApplied {
    return this.send({ round: 0, assays });
  }

  refuse(refusal: string): JournalApplied {
    return this.send({ round: 0, refusal });
  }

  /** Competitions `first`..`first + count − 1` as part of the round that is asked for. */
  round(name: string, count: number, more: Partial<Plan> & { first?: number } = {}): JournalApplied {
    const assay = this.world.assay(this.id(name));
    const { first = assay.nextOrdinal, ...plan } = more;
    const competitions = Array.from({ length: count }, (_, index) => ({
      ordinal: first + index,
      sitesOutAlpha: [],
      sitesOutBeta: [first + index],
      seed: first + index,
      args: [String(first + index)],
      env: {},
    }));
    const round = roundAsked(assay);
    return this.send({
      assayId: this.id(name),
      round,
      planDigest: digest(`round ${round}`),
      template: round === 1 ? TEMPLATE : undefined,
      competitions,
      wake: 'all',
      ...plan,
    });
  }

  conclude(name: string, status: 'completed' | 'failed' = 'completed', facts?: object): JournalApplied {
    const assay = this.world.assay(this.id(name));
    return this.send({
      assayId: this.id(name),
      round: roundAsked(assay),
      planDigest: digest('conclusion'),
      conclusion: {
        status,
        result: status === 'completed' ? { said: name } : undefined,
        reason: status === 'failed' ? 'it could not be' : undefined,
        warnings: [],
        facts: facts as never,
      },
    });
  }

  send(plan: Partial<Plan>): JournalApplied {
    const body = { part: 1, parts: 1, planDigest: digest('plan'), plannerVersion: '1', ...plan };
    return this.world.journal({ kind: 'plan', body: { submissionId: this.submissionId, ...body } as Plan });
  }
}

/** A submission with one assay and `count` competitions that can be granted at once; no inspection. */
export function startedSubmission(
  world: World,
  count: number,
  changes: Partial<SubmissionCreate> = {},
): { id: string; planner: ScriptedPlanner; assayId: string } {
  const create = createCommand(changes);
  world.journal({ kind: 'submission.create', body: create });
  const planner = new ScriptedPlanner(world, create.submissionId);
  planner.assays(assayOf(create.submissionId, 'work'));
  planner.round('work', count);
  return { id: create.submissionId, planner, assayId: planner.id('work') };
}
