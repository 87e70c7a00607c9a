import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Messaging } from '#messaging';
import { type KnockemLogger, LOGGER, MESSAGING, Readiness, ShutdownSequence } from '#platform';
import { PublishPlanRequests } from '../application/publish-plan-requests';
import { TurnDesk } from '../application/turn-desk';
import { AfterCommit } from './after-commit';
import { Hearing } from './hearing';
import { JournalReader } from './nats/journal-reader';
import { Recovery } from './recovery/recovery';
import { SchedulerMetrics } from './scheduler-metrics';
import { SqliteOutbox } from './sqlite/outbox';
import { ReadOverview } from './sqlite/reading/overview';
import { Caretakers } from './timers/caretakers';
import { ProgressPublisher } from './timers/progress-publisher';
import { UseCases } from './use-cases';

export const CLOSE_STORE = Symbol('close the database');
export const DATABASE_TROUBLE = Symbol('why the database cannot be written');

/**
 * Start and end of the scheduler. Start: leases and marks are taken up, the journal is read, a restored
 * database catches up, caretakers go; turns are answered last (by the platform). End: waiting turns are answered and the journal stops; caretakers finish their
 * rounds; what was decided is told; the database closes last.
 */
@Injectable()
export class SchedulerLife implements OnApplicationBootstrap {
  constructor(
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(CLOSE_STORE) private readonly closeStore: () => void,
    @Inject(DATABASE_TROUBLE) private readonly databaseTrouble: () => string | undefined,
    private readonly shutdown: ShutdownSequence,
    private readonly readiness: Readiness,
    private readonly useCases: UseCases,
    private readonly desk: TurnDesk,
    private readonly journal: JournalReader,
    private readonly caretakers: Caretakers,
    private readonly outbox: SqliteOutbox,
    private readonly planRequests: PublishPlanRequests,
    private readonly progress: ProgressPublisher,
    private readonly after: AfterCommit,
    private readonly metrics: SchedulerMetrics,
    private readonly overview: ReadOverview,
    private readonly hearing: Hearing,
    private readonly recovery: Recovery,
    @Inject(LOGGER) private readonly logger: KnockemLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.registerEnd();
    this.readiness.add('database', () => this.databaseTrouble());
    this.metrics.gauge({
      marks: () => this.outbox.count(),
      parkedTurns: () => this.desk.parked,
      overview: () => this.overview.read(),
    });
    this.wire();
    const corrected = this.useCases.startUp();
    if (corrected.length > 0)
      this.logger.error({ corrected }, 'counters disagreed with their rows; corrected');
    this.outbox.unpublishAfter(this.outbox.recordsPosition().sequence);
    this.outbox.renewPublishedTimes();
    await this.recovery.begin();
    await this.journal.start();
    await this.recovery.end();
    this.caretakers.start();
    this.messaging.onStatus((status) => this.onStatus(status));
  }

  private wire(): void {
    const { relay, planRequests, progress } = this.caretakers;
    this.after.wakes({
      desk: this.desk,
      relay,
      planRequests,
      progress: this.progress,
      progressRounds: progress,
    });
    this.journal.afterReset(() => {
      this.planRequests.forget();
      planRequests.kick();
      relay.kick();
    });
  }

  private onStatus(status: 'connected' | 'disconnected'): void {
    if (this.shutdown.begun) return;
    if (status === 'disconnected') {
      this.hearing.connected = false;
      return;
    }
    if (!this.hearing.connected) this.useCases.hearAgain();
    this.hearing.connected = true;
    // What the server kept is not known; a request that it still has is known to it by its message id.
    this.planRequests.forget();
    this.caretakers.reconnected();
  }

  private registerEnd(): void {
    this.shutdown.add('intake', 'turn desk', () => this.desk.close());
    this.shutdown.add('intake', 'journal reader', () => this.journal.stop());
    this.shutdown.add('work', 'caretakers', () => this.caretakers.stopChanging());
    this.shutdown.add('flush', 'relay and progress', () => this.caretakers.stopTelling());
    this.shutdown.add('store', 'database', () => this.closeStore());
  }
}
