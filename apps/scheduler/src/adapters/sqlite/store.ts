import type { BackupFile } from '#contracts';
import { backUp } from '#sqlite';
import { Connection } from './connection';
import { openDatabase, type SchedulerDatabase } from './open-database';
import * as changeAssay from './assays/change-assay';
import * as findAssay from './assays/find-assay';
import * as insertAssay from './assays/insert-assay';
import * as openPlan from './assays/open-plan';
import * as takePart from './assays/take-part';
import * as changeAttempt from './attempts/change-attempt';
import * as findAttempt from './attempts/find-attempt';
import * as insertAttempt from './attempts/insert-attempt';
import * as markLongRuns from './attempts/mark-long-runs';
import * as changeCompetition from './competitions/change-competition';
import * as findCompetition from './competitions/find-competition';
import * as insertCompetitions from './competitions/insert-competitions';
import * as reviveCompetitions from './competitions/revive-competitions';
import * as sweepCompetitions from './competitions/sweep-competitions';
import * as changeExecutor from './executors/change-executor';
import * as seeExecutor from './executors/see-executor';
import * as deleteInput from './inputs/delete-input-if-unused';
import * as insertInput from './inputs/insert-input-if-new';
import * as takeInputCommand from './inputs/take-input-command';
import * as auditCounters from './meta/audit-counters';
import * as journalPosition from './meta/journal-position';
import * as memos from './meta/memos';
import * as marks from './meta/mark';
import * as markAll from './meta/mark-all';
import * as tombstones from './meta/tombstones';
import * as virtualClock from './meta/virtual-clock';
import * as changeSubmission from './submissions/change-submission';
import * as deletions from './submissions/deletions';
import * as laterDocuments from './recovery/later-documents';
import * as listResultsWithBlob from './recovery/list-results-with-blob';
import * as overruleRecords from './recovery/overrule-records';
import * as recovering from './recovery/recovering';
import * as settleKnown from './recovery/settle-known';
import * as findSubmission from './submissions/find-submission';
import * as insertSubmission from './submissions/insert-submission';
import * as removeSubmission from './submissions/remove-submission';

/** Every operation, by name. Each takes the connection first; a store has them without. */
const operations = {
  ...changeAssay,
  ...findAssay,
  ...insertAssay,
  ...openPlan,
  ...takePart,
  ...changeAttempt,
  ...findAttempt,
  ...insertAttempt,
  ...markLongRuns,
  ...changeCompetition,
  ...findCompetition,
  ...insertCompetitions,
  ...reviveCompetitions,
  ...sweepCompetitions,
  ...changeExecutor,
  ...seeExecutor,
  ...deleteInput,
  ...insertInput,
  ...takeInputCommand,
  ...auditCounters,
  ...journalPosition,
  ...memos,
  ...marks,
  ...markAll,
  ...tombstones,
  ...virtualClock,
  ...laterDocuments,
  ...listResultsWithBlob,
  ...overruleRecords,
  ...recovering,
  ...settleKnown,
  ...changeSubmission,
  ...deletions,
  ...findSubmission,
  ...insertSubmission,
  ...removeSubmission,
};

/**
 * Operations that leave the assays and submissions of the file alone, or keep to the unit of work: what a turn calls by
 * the dozen. Before any other, the unit of work is written and forgotten, so that it meets the rows as they are.
 */
const KEEPS_TO_UNIT_OF_WORK: ReadonlySet<string> = new Set<keyof typeof operations>([
  'getAssay',
  'listAssays',
  'getSubmission',
  'listSubmissionsWithPending',
  'setVirtualTime',
  'readVirtualClock',
  'advanceVirtualClock',
  'getCompetition',
  'listReadyCompetitions',
  'grantCompetitionIfPending',
  'settleCompetitionIfNewest',
  'returnCompetitionIfActive',
  'cancelCompetitionIfLive',
  'insertAttempt',
  'findLiveAttempt',
  'listAttemptsOf',
  'renewAttemptIfLeaseHeld',
  'loseAttemptIfLeaseHeld',
  'endAttemptIf',
  'noteGrantSent',
  'findExecutor',
  'seeExecutor',
  'rememberTemplate',
  'knowsTemplate',
  'templateDigest',
  'readTemplate',
]);

type Operation = (connection: Connection, ...rest: unknown[]) => unknown;

const bind = (connection: Connection, name: string, operation: Operation) =>
  KEEPS_TO_UNIT_OF_WORK.has(name)
    ? operation.bind(undefined, connection)
    : (...rest: unknown[]): unknown => {
        connection.work.release();
        return operation(connection, ...rest);
      };

type WithoutConnection<F> = F extends (connection: Connection, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;
type Operations = {
  readonly [Name in keyof typeof operations]: WithoutConnection<(typeof operations)[Name]>;
};

/**
 * The scheduler's truth. Reads may stand alone; every change is made inside `transaction`, which is synchronous: nothing
 * else happens in this process until it has been committed or rolled back.
 */
export interface SqliteStore extends Operations {
  readonly database: SchedulerDatabase;
  readonly stackId: string;
  epoch(): number;
  nextVersion(): number;
  /** The last that was handed out. */
  lastVersion(): number;
  transaction<T>(work: () => T): T;
  undoIfFailing<T>(work: () => T): { ok: true; value: T } | { ok: false; message: string };
  /** Commits of `work` do not wait for the disk; `sync` does. */
  withoutSync<T>(work: () => T): T;
  sync(): void;
  /** Why nothing can be written at present. */
  whyNot(): string | undefined;
  /** A checked copy, made while everything goes on. */
  backUp(file: string): Promise<BackupFile>;
  close(): void;
}

/** Opens the file alone (a second scheduler gets one clear sentence), brings it up to date, prepares as it goes. */
export function openStore(file: string): SqliteStore {
  const connection = new Connection(openDatabase(file));
  const bound = Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      bind(connection, name, operation as Operation),
    ]),
  ) as unknown as Operations;
  return {
    ...bound,
    database: connection.database,
    stackId: connection.stackId,
    epoch: () => connection.epoch,
    nextVersion: () => connection.nextVersion(),
    lastVersion: () => connection.lastVersion,
    transaction: (work) => connection.transaction(work),
    undoIfFailing: (work) => connection.undoIfFailing(work),
    withoutSync: (work) => connection.withoutSync(work),
    sync: () => connection.sync(),
    whyNot: () => connection.trouble?.message,
    backUp: (file) => backUp(connection.database, file),
    close: () => connection.database.close(),
  };
}
