import { dirname, join } from 'node:path';
import { type FactoryProvider, Module } from '@nestjs/common';
import { type Registry } from 'prom-client';
import { type NamedBlobs, type RecorderPosition } from '#contracts';
import { type Messaging } from '#messaging';
import {
  BUILD,
  type BuildStamp,
  type Clock,
  CLOCK,
  type Configuration,
  CONFIGURATION,
  type KnockemLogger,
  LOGGER,
  MESSAGING,
  METRICS,
  TRACING,
  type Tracing,
} from '#platform';
import { AfterCommit } from './adapters/after-commit';
import { Backups } from './adapters/backups';
import { Caretakers, RESCUE_PERIOD_MS } from './adapters/timers/caretakers';
import { DocumentRenderer } from './adapters/documents/document-renderer';
import { LiveSubmissions } from './adapters/documents/live-submission';
import { type Stamp } from './adapters/documents/stamp';
import { DeadLetters } from './adapters/nats/dead-letters';
import { DocumentPublisher } from './adapters/nats/document-publisher';
import { DocumentTraces } from './adapters/nats/document-traces';
import { JournalReader } from './adapters/nats/journal-reader';
import { announcedIn, idsIn } from './adapters/nats/log-fields';
import { KeepingController } from './adapters/nats/keeping.controller';
import { PlanRequestSender } from './adapters/nats/plan-request-sender';
import { PruningController } from './adapters/nats/pruning.controller';
import { ReadingController } from './adapters/nats/reading.controller';
import { StateEvents } from './adapters/nats/state-events';
import { TurnController } from './adapters/nats/turn.controller';
import { whyBehind } from './adapters/nats/why-behind';
import { CLOSE_STORE, DATABASE_TROUBLE, SchedulerLife } from './adapters/scheduler-life';
import { Hearing } from './adapters/hearing';
import { putLostResults } from './adapters/recovery/lost-results';
import { Recovery } from './adapters/recovery/recovery';
import { SchedulerMetrics } from './adapters/scheduler-metrics';
import { SqliteOutbox } from './adapters/sqlite/outbox';
import { DocumentRows } from './adapters/sqlite/reading/document-rows';
import { SqliteExplanationFacts } from './adapters/sqlite/reading/explanation-facts';
import { InUse } from './adapters/sqlite/reading/in-use';
import { SqlitePlanRequests } from './adapters/sqlite/reading/open-plan-requests';
import { RecordedRuns } from './adapters/sqlite/reading/recorded-runs';
import { SettledResults } from './adapters/sqlite/reading/settled-results';
import { openStore, type SqliteStore } from './adapters/sqlite/store';
import { ReadOverview } from './adapters/sqlite/reading/overview';
import { UsersUsage } from './adapters/sqlite/reading/users-usage';
import { StackIdentity } from './adapters/stack-identity';
import { Cleaner } from './adapters/timers/cleaner';
import { Confirmer } from './adapters/timers/confirmer';
import { Eraser } from './adapters/timers/eraser';
import { LongRuns } from './adapters/timers/long-runs';
import { ProgressPublisher } from './adapters/timers/progress-publisher';
import { Relay } from './adapters/timers/relay';
import { UseCases } from './adapters/use-cases';
import { ExplainCompetition } from './application/explain-competition';
import { PruneBlobs } from './application/prune-blobs';
import { PublishPlanRequests } from './application/publish-plan-requests';
import { RelayMarks } from './application/relay-marks';
import { TurnDesk } from './application/turn-desk';

const STORE = Symbol('SqliteStore');
const STAMP = Symbol('Stamp');
/** A lease lasts three turn periods since the executor's last turn. */
const PERIODS_PER_LEASE = 3;
const RECORDER_ANSWERS_MS = 2_000;
/** It looks through all competitions that were ever recorded. */
const RECORDER_LOOKS_MS = 120_000;

const made = (
  provide: FactoryProvider['provide'],
  inject: FactoryProvider['inject'],
  useFactory: FactoryProvider['useFactory'],
): FactoryProvider => ({ provide, inject, useFactory });
const wallTime = (clock: Clock) => (): string => new Date(clock.now()).toISOString();

/** Time and identity, then the database: a second scheduler ends here with one line. */
const ground = [
  made(STORE, [CONFIGURATION], ({ scheduler }: Configuration) => openStore(scheduler.databaseFile)),
  made(STAMP, [BUILD, CONFIGURATION], (build: BuildStamp, { runmode }: Configuration): Stamp => ({
    knockemVersion: build.knockemVersion,
    knockemRevision: build.knockemRevision,
    knockemRunmode: runmode,
  })),
  made(StackIdentity, [STORE], (store: SqliteStore) => new StackIdentity(store.stackId)),
  made(SchedulerMetrics, [METRICS], (registry: Registry) => new SchedulerMetrics(registry)),
];

/** What is read and rendered from the rows of now. */
const reading = [
  made(DocumentRows, [STORE], (store: SqliteStore) => new DocumentRows(store.database)),
  made(ReadOverview, [STORE], (store: SqliteStore) => new ReadOverview(store.database)),
  made(InUse, [STORE], (store: SqliteStore) => new InUse(store.database)),
  made(UsersUsage, [STORE], (store: SqliteStore) => new UsersUsage(store.database)),
  made(
    RecordedRuns,
    [STORE, DocumentRows],
    (store: SqliteStore, rows: DocumentRows) => new RecordedRuns(store.database, rows),
  ),
  made(SettledResults, [STORE], (store: SqliteStore) => new SettledResults(store.database)),
  made(
    SqliteExplanationFacts,
    [STORE, DocumentRows],
    (store: SqliteStore, rows: DocumentRows) => new SqliteExplanationFacts(store.database, rows),
  ),
  made(
    ExplainCompetition,
    [SqliteExplanationFacts, CLOCK],
    (facts: SqliteExplanationFacts, clock: Clock) => new ExplainCompetition(facts, clock),
  ),
  made(
    LiveSubmissions,
    [DocumentRows, STAMP, CLOCK],
    (rows: DocumentRows, stamp: Stamp, clock: Clock) => new LiveSubmissions(rows, stamp, wallTime(clock)),
  ),
];

/** What changes: the use cases, the desk where turns wait, the journal. */
const engine = [
  made(AfterCommit, [], () => new AfterCommit()),
  made(
    UseCases,
    [STORE, CLOCK, CONFIGURATION, AfterCommit, SchedulerMetrics],
    (
      store: SqliteStore,
      clock: Clock,
      settings: Configuration,
      after: AfterCommit,
      metrics: SchedulerMetrics,
    ) =>
      new UseCases(
        store,
        () => ({ ms: clock.monotonic(), wall: wallTime(clock)() }),
        { leaseMs: PERIODS_PER_LEASE * settings.turnPeriodMs },
        after,
        metrics,
      ),
  ),
  made(
    TurnDesk,
    [UseCases, CONFIGURATION, CLOCK, SchedulerMetrics],
    (useCases: UseCases, { turnPeriodMs }: Configuration, clock: Clock, metrics: SchedulerMetrics) =>
      new TurnDesk(useCases, {
        periodMs: turnPeriodMs,
        clock: () => clock.monotonic(),
        onAnswered: (waitedMs, keptBack) => metrics.turnAnswered(waitedMs, keptBack),
      }),
  ),
  made(
    JournalReader,
    [STORE, MESSAGING, UseCases, CLOCK, LOGGER, SchedulerMetrics],
    (
      store: SqliteStore,
      messaging: Messaging,
      useCases: UseCases,
      clock: Clock,
      logger: KnockemLogger,
      metrics: SchedulerMetrics,
    ) =>
      new JournalReader(messaging, useCases, new DeadLetters(messaging, wallTime(clock)), {
        beforeReset: () => putLostResults(store.listResultsWithBlob(), messaging.blobs),
        onError: (err) => logger.error({ err }, 'the journal batch is tried again'),
        onReset: (sentence) => logger.warn(sentence),
        onGap: (sentence) => logger.error(sentence),
        onRefused: ({ message, reason, problems }) => {
          metrics.refused(reason);
          logger.warn(
            {
              ...idsIn(messaging.subjects.root, message.subject),
              subject: message.subject,
              sequence: message.sequence,
              problems,
            },
            `to the dead letters: ${reason}`,
          );
        },
      }),
  ),
];

/** What is told to the world, and taken away in the end. */
const caretakers = [
  made(
    SqliteOutbox,
    [STORE, CLOCK],
    (store: SqliteStore, clock: Clock) => new SqliteOutbox(store.database, () => clock.monotonic()),
  ),
  made(
    Relay,
    [SqliteOutbox, DocumentRows, STAMP, MESSAGING, CLOCK, LOGGER, TRACING],
    (
      outbox: SqliteOutbox,
      rows: DocumentRows,
      stamp: Stamp,
      messaging: Messaging,
      clock: Clock,
      logger: KnockemLogger,
      tracing: Tracing,
    ) => {
      const traces = tracing.isOn ? new DocumentTraces(tracing, () => clock.now()) : undefined;
      const events = new StateEvents(messaging, rows, wallTime(clock), announcedIn(logger));
      const marks = new RelayMarks(
        outbox,
        new DocumentRenderer(rows, stamp),
        new DocumentPublisher(messaging, events, () => outbox.unpublishAfter(0), traces),
      );
      return new Relay(marks, outbox, messaging, (sentence) => logger.warn(sentence));
    },
  ),
  made(
    Backups,
    [STORE, CONFIGURATION, CLOCK, Caretakers],
    (
      store: SqliteStore,
      { scheduler: { databaseFile } }: Configuration,
      clock: Clock,
      { relay }: Caretakers,
    ) => new Backups(store, databaseFile, { wallTime: wallTime(clock), onMarked: () => relay.kick() }),
  ),
  made(
    Recovery,
    [STORE, SqliteOutbox, MESSAGING, JournalReader, UseCases, CLOCK, LOGGER, CONFIGURATION],
    (
      store: SqliteStore,
      outbox: SqliteOutbox,
      messaging: Messaging,
      journal: JournalReader,
      useCases: UseCases,
      clock: Clock,
      logger: KnockemLogger,
      { scheduler: { databaseFile } }: Configuration,
    ) =>
      new Recovery(store, outbox, messaging, journal, {
        restoredBlobs: join(dirname(databaseFile), 'restored-blobs'),
        settleRest: () => useCases.settleRest(),
        wallTime: wallTime(clock),
        say: (sentence) => logger.warn(sentence),
        complain: (sentence) => logger.error(sentence),
      }),
  ),
  made(
    Confirmer,
    [SqliteOutbox, MESSAGING, CLOCK],
    (outbox: SqliteOutbox, messaging: Messaging, clock: Clock) => {
      const ask = (): Promise<RecorderPosition> =>
        messaging.request('recorder.position', {}, { timeoutMs: RECORDER_ANSWERS_MS });
      return new Confirmer(outbox, ask, () => clock.monotonic());
    },
  ),
  made(
    PublishPlanRequests,
    [STORE, DocumentRows, SettledResults, MESSAGING, CLOCK],
    (store: SqliteStore, rows: DocumentRows, results: SettledResults, messaging: Messaging, clock: Clock) =>
      new PublishPlanRequests(
        new SqlitePlanRequests(store.database, rows, results),
        new PlanRequestSender(messaging),
        () => clock.monotonic(),
      ),
  ),
  made(
    ProgressPublisher,
    [LiveSubmissions, MESSAGING],
    (live: LiveSubmissions, messaging: Messaging) =>
      new ProgressPublisher(
        (submissionId) => live.progress(submissionId),
        (event) => messaging.publishCore(messaging.subjects.event('progress', event.submissionId), event),
      ),
  ),
  made(
    Cleaner,
    [STORE, UseCases, MESSAGING, CLOCK, LOGGER],
    (store: SqliteStore, useCases: UseCases, messaging: Messaging, clock: Clock, logger: KnockemLogger) =>
      new Cleaner(store, messaging.blobs, {
        wallMs: () => clock.now(),
        removeConcluded: () => useCases.removeConcluded(),
        onForgotten: (digest) => logger.info({ digest }, 'an ephemeral genome was removed'),
      }),
  ),
  made(
    Eraser,
    [STORE, MESSAGING, CLOCK, LOGGER],
    (store: SqliteStore, messaging: Messaging, clock: Clock, logger: KnockemLogger) =>
      new Eraser(store, messaging.blobs, {
        wallMs: () => clock.now(),
        onErased: (facts) => logger.info(facts, 'a deleted submission was erased'),
      }),
  ),
  made(
    PruneBlobs,
    [STORE, InUse, MESSAGING, CLOCK],
    (store: SqliteStore, inUse: InUse, messaging: Messaging, clock: Clock) =>
      new PruneBlobs({
        blobs: messaging.blobs,
        names: { listBlobs: () => store.listBlobs(), oldestLiveRun: () => inUse.oldestLiveRun() },
        whyBehind: () =>
          whyBehind(
            () => messaging.streamState('journal'),
            () => inUse.journalPosition(),
          ),
        namedInRecords: async (digests) => {
          const timeoutMs = RECORDER_LOOKS_MS;
          const asked = { digests: [...digests] };
          return (await messaging.request<NamedBlobs>('records.named', asked, { timeoutMs })).named;
        },
        wallMs: () => clock.now(),
      }),
  ),
  made(
    Hearing,
    [MESSAGING, CLOCK, CONFIGURATION],
    (messaging: Messaging, clock: Clock, { turnPeriodMs }: Configuration) =>
      new Hearing(
        () => messaging.flush(),
        () => clock.monotonic(),
        RESCUE_PERIOD_MS + turnPeriodMs,
      ),
  ),
  made(LongRuns, [STORE], (store: SqliteStore) => new LongRuns(store)),
  made(
    Caretakers,
    [
      UseCases,
      Relay,
      Confirmer,
      PublishPlanRequests,
      ProgressPublisher,
      Cleaner,
      Eraser,
      LongRuns,
      Hearing,
      LOGGER,
    ],
    (
      useCases: UseCases,
      relay: Relay,
      confirmer: Confirmer,
      planRequests: PublishPlanRequests,
      progress: ProgressPublisher,
      cleaner: Cleaner,
      eraser: Eraser,
      longRuns: LongRuns,
      hearing: Hearing,
      logger: KnockemLogger,
    ) => {
      const care = {
        useCases,
        relay,
        confirmer,
        planRequests,
        progress,
        cleaner,
        eraser,
        longRuns,
        hearing,
      };
      return new Caretakers(care, logger);
    },
  ),
];

@Module({
  controllers: [TurnController, ReadingController, KeepingController, PruningController],
  providers: [
    ...ground,
    ...reading,
    ...engine,
    ...caretakers,
    made(DATABASE_TROUBLE, [STORE], (store: SqliteStore) => () => store.whyNot()),
    made(CLOSE_STORE, [STORE], (store: SqliteStore) => () => store.close()),
    SchedulerLife,
  ],
})
export class SchedulerModule {}
