import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  COLLECTIONS,
  decodeSites,
  keyOf,
  type AnyDocument,
  type Collection,
  type LiveSubmission,
  type SiteSet,
  type SubmissionCreate,
} from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { Readiness, type RunningService, startService } from '#platform';
import {
  type NatsServer,
  type ScriptedPlanner,
  startNatsServer,
  startScriptedPlanner,
  submissionCreate,
  tempDirectory,
  waitFor,
} from '#testing';
import { PlannerModule } from '../../apps/planner/src/planner.module';
import { RecorderModule } from '../../apps/recorder/src/recorder.module';
import { DocumentRenderer } from '../../apps/scheduler/src/adapters/documents/document-renderer';
import { SqliteOutbox } from '../../apps/scheduler/src/adapters/sqlite/outbox';
import { DocumentRows } from '../../apps/scheduler/src/adapters/sqlite/reading/document-rows';
import { openStore } from '../../apps/scheduler/src/adapters/sqlite/store';
import { SchedulerModule } from '../../apps/scheduler/src/scheduler.module';

export type Documents = ReadonlyMap<string, Record<string, unknown>>;

const LONG_MS = 120_000;

/**
 * A real nats-server, scheduler and recorder with their files, in this process. Executors are scripted, and so is the
 * planner where it is told how many competitions to plan; else it is the real one.
 */
export class Engine {
  readonly home = tempDirectory();
  server!: NatsServer;
  messaging!: Messaging;
  private planner?: Pick<ScriptedPlanner, 'stop'>;
  private scheduler?: RunningService;
  private recorder?: RunningService;

  constructor(private readonly competitions?: number) {}

  readonly databaseFile = join(this.home.path, 'scheduler', 'scheduler.sqlite');
  readonly recordsFile = join(this.home.path, 'records', 'records.sqlite');

  async start(): Promise<this> {
    this.server = await startNatsServer();
    await this.connect();
    await this.messaging.ensureStreams();
    await this.startRecorder();
    await this.startScheduler();
    return this;
  }

  async stop(): Promise<void> {
    await this.stopServices();
    await this.messaging.close();
    await this.server.stop();
    this.home.remove();
  }

  async stopServices(): Promise<void> {
    await this.stopPlanner();
    await this.stopScheduler();
    await this.stopRecorder();
  }

  async startServices(): Promise<void> {
    await this.startRecorder();
    await this.startScheduler();
  }

  startScheduler = async (): Promise<void> => {
    this.scheduler = await startService({
      name: 'scheduler',
      module: () => SchedulerModule,
      environment: this.environment(),
    });
    await this.startPlanner();
  };

  async startPlanner(): Promise<void> {
    this.planner ??=
      this.competitions === undefined
        ? await startService({
            name: 'planner',
            module: () => PlannerModule,
            environment: this.environment(),
          })
        : await startScriptedPlanner(this.messaging, { competitions: this.competitions });
  }

  async stopPlanner(): Promise<void> {
    await this.planner?.stop();
    this.planner = undefined;
  }

  startRecorder = async (): Promise<void> => {
    this.recorder = await startService({
      name: 'recorder',
      module: (configuration) => RecorderModule.forConfiguration(configuration),
      environment: this.environment(),
    });
  };

  async stopScheduler(): Promise<void> {
    await this.scheduler?.stop();
    this.scheduler = undefined;
  }

  async stopRecorder(): Promise<void> {
    await this.recorder?.stop();
    this.recorder = undefined;
  }

  /** Of the scheduler's own connection to its database. */
  pragma(text: string): unknown {
    const outbox = this.scheduler?.app.get(SqliteOutbox, { strict: false }) as {
      database: Database.Database;
    };
    return outbox.database.pragma(text);
  }

  async whyNot(service: 'scheduler' | 'recorder', name: string): Promise<string | undefined> {
    return this[service]?.app.get(Readiness, { strict: false }).whyNot(name);
  }

  /** The scheduler has stopped; another file takes the place of its database. */
  replaceDatabase(file: string): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.databaseFile + suffix, { force: true });
    copyFileSync(file, this.databaseFile);
  }

  async create(more: Partial<SubmissionCreate> = {}): Promise<string> {
    const command = submissionCreate({ submissionId: randomUUID(), assayTypes: ['nulldist'], ...more });
    const { subjects } = this.messaging;
    await this.messaging.publish(subjects.submissionCommand('create', command.submissionId), command);
    return command.submissionId;
  }

  status(submissionId: string): Promise<LiveSubmission> {
    return this.messaging.request('submission.status', { submissionId }, { timeoutMs: 5000 });
  }

  async completed(submissionId: string): Promise<number> {
    return (await this.status(submissionId)).submission.counters.completed;
  }

  until(submissionId: string, wanted: string): Promise<unknown> {
    return waitFor(
      async () => (await this.status(submissionId).catch(() => undefined))?.submission.status === wanted,
      { timeoutMs: LONG_MS, message: `${submissionId} becomes ${wanted}` },
    );
  }

  /** Everything that the scheduler has is on RECORDS, and all of that is recorded; then both are stopped. */
  async settleDown(): Promise<void> {
    const outbox = this.scheduler?.app.get(SqliteOutbox, { strict: false });
    await waitFor(() => outbox?.count().unpublished === 0, { timeoutMs: LONG_MS, message: 'all is told' });
    await this.stopPlanner();
    await this.stopScheduler();
    const { lastSequence } = await this.messaging.streamState('records');
    await waitFor(
      async () => {
        const position = await this.messaging.request<{ streamSequence: number }>(
          'recorder.position',
          {},
          { timeoutMs: 2000 },
        );
        return position.streamSequence >= lastSequence;
      },
      { timeoutMs: LONG_MS, message: 'the recorder has everything' },
    );
    await this.stopRecorder();
  }

  private async connect(): Promise<void> {
    this.messaging = await connectMessaging({ servers: this.server.url, name: 'spec', runmode: 'testing' });
  }

  private readonly environment = (): Record<string, string> => ({
    KNOCKEM_NATS_URL: this.server.url,
    KNOCKEM_RUNMODE: 'testing',
    KNOCKEM_DATA_DIR: this.home.path,
    KNOCKEM_TURN_PERIOD_MS: '1000',
    KNOCKEM_LOG_LEVEL: process.env.KNOCKEM_TEST_LOG_LEVEL ?? 'fatal',
  });
}

/** What the record file holds, by `collection key`, sites as lists. */
export function recordsIn(file: string): Map<string, Record<string, unknown>> {
  const database = new Database(file, { readonly: true });
  try {
    return new Map(
      COLLECTIONS.flatMap((collection) =>
        database
          .prepare<[], { key: string; document: string }>(
            `SELECT key, document FROM ${collection} WHERE deletedAt IS NULL`,
          )
          .all()
          .map(({ key, document }): [string, Record<string, unknown>] => [
            `${collection} ${key}`,
            plain(JSON.parse(document) as Record<string, unknown>),
          ]),
      ),
    );
  } finally {
    database.close();
  }
}

/** What the records should hold: every document that the scheduler's database gives. */
export function truthIn(file: string, stamp: Record<string, unknown>): Map<string, Record<string, unknown>> {
  const store = openStore(file);
  try {
    const renderer = new DocumentRenderer(new DocumentRows(store.database), stamp as never);
    const truth = new Map<string, Record<string, unknown>>();
    const add = (collection: Collection, owner: number, last = 0): void => {
      const renderings = [...renderer.render({ collection, owner, first: 0, last })];
      for (const document of renderings.flatMap(({ documents }) => documents)) {
        const key = keyOf(collection, document as AnyDocument);
        truth.set(
          `${collection} ${key}`,
          plain(JSON.parse(JSON.stringify(document)) as Record<string, unknown>),
        );
      }
    };
    const rows = (table: string): { row: number; nextOrdinal?: number }[] =>
      store.database.prepare(`SELECT * FROM ${table}`).all() as { row: number }[];
    for (const { row } of rows('inputs')) add('genomes', row);
    for (const { row } of rows('submissions')) add('submissions', row);
    for (const { row, nextOrdinal = 0 } of rows('assays')) {
      add('assays', row);
      add('assayResults', row);
      add('competitions', row, nextOrdinal);
      add('competitionResults', row, nextOrdinal);
    }
    return truth;
  } finally {
    store.close();
  }
}

/** Who wrote the records; one revision in a test. */
export function stampOf(records: Documents): Record<string, unknown> {
  const [first] = [...records]
    .filter(([key]) => key.startsWith('submissions '))
    .map(([, document]) => document);
  const { knockemVersion, knockemRevision, knockemRunmode } = first;
  return { knockemVersion, knockemRevision, knockemRunmode };
}

function plain(document: Record<string, unknown>): Record<string, unknown> {
  const { knockoutSites, ...rest } = document;
  return knockoutSites === undefined
    ? rest
    : { ...rest, knockoutSites: decodeSites(knockoutSites as SiteSet) };
}
