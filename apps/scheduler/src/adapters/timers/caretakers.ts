import type { PublishPlanRequests } from '../../application/publish-plan-requests';
import type { Hearing } from '../hearing';
import { Caretaker, type CaretakerOptions } from './caretaker';
import type { Cleaner } from './cleaner';
import type { Confirmer } from './confirmer';
import type { Eraser } from './eraser';
import { LONG_RUN_MS, type LongRuns } from './long-runs';
import { PROGRESS_PERIOD_MS, type ProgressPublisher } from './progress-publisher';
import type { Relay } from './relay';

export interface Care {
  readonly useCases: { rescue(): void; hearAgain(): void; sweep(): boolean; sync(): void };
  /** Leases do not run while executors cannot be heard. */
  readonly hearing: Hearing;
  readonly relay: Relay;
  readonly confirmer: Confirmer;
  readonly planRequests: PublishPlanRequests;
  readonly progress: ProgressPublisher;
  readonly cleaner: Cleaner;
  readonly eraser: Eraser;
  readonly longRuns: LongRuns;
}

interface Log {
  warn(fields: object, sentence: string): void;
  info(sentence: string): void;
}

/** Leases last seconds; a loss found a second late costs nothing. */
export const RESCUE_PERIOD_MS = 1_000;
const SWEEP_PERIOD_MS = 1_000;
/** Marks that appear within this are published together. */
const RELAY_GATHER_MS = 50;
/** Documents tell what has happened; what makes things happen (the next plan, the next start) goes first. */
const RELAY_AFTER_MS = 15;
/** Found without a kick only after a crash between commit and kick. */
const LOOK_AGAIN_MS = 5_000;
const CONFIRM_PERIOD_MS = 5_000;
const CLEAN_PERIOD_MS = 3_600_000;
/** What was deleted can no longer be read at once; its bytes go a moment later. */
const ERASE_PERIOD_MS = 5_000;

/** All caretakers with their periods, one place to start and stop them. */
export class Caretakers {
  readonly relay: Caretaker;
  readonly planRequests: Caretaker;
  readonly progress: Caretaker;
  private readonly others: Readonly<
    Record<'rescuer' | 'sweeper' | 'cleaner' | 'confirmer' | 'eraser' | 'longRuns', Caretaker>
  >;

  constructor(
    private readonly care: Care,
    private readonly log: Log,
  ) {
    const { useCases, relay, confirmer, planRequests, progress, cleaner, eraser, longRuns } = care;
    const relayed = (): Promise<boolean> => {
      useCases.sync();
      return relay.round();
    };
    this.relay = this.caretaker('relay', LOOK_AGAIN_MS, relayed, {
      gatherMs: RELAY_GATHER_MS,
      afterMs: RELAY_AFTER_MS,
    });
    this.planRequests = this.caretaker('plan-request-publisher', LOOK_AGAIN_MS, async () => {
      useCases.sync();
      await planRequests.round();
      return false;
    });
    planRequests.afterFailure(() => this.planRequests.kick());
    this.progress = this.caretaker('progress-publisher', LOOK_AGAIN_MS, () => progress.round(), {
      gatherMs: PROGRESS_PERIOD_MS,
    });
    this.others = {
      rescuer: this.caretaker('rescuer', RESCUE_PERIOD_MS, async () => {
        const heard = await care.hearing.listen();
        if (heard === 'again') useCases.hearAgain();
        if (heard === 'heard') useCases.rescue();
        return false;
      }),
      sweeper: this.caretaker('sweeper', SWEEP_PERIOD_MS, () => useCases.sweep()),
      cleaner: this.caretaker('cleaner', CLEAN_PERIOD_MS, () => cleaner.round()),
      eraser: this.caretaker('eraser', ERASE_PERIOD_MS, () => eraser.round()),
      longRuns: this.caretaker('long-runs', LONG_RUN_MS, () => {
        const more = longRuns.round();
        this.relay.kick();
        return more;
      }),
      confirmer: this.caretaker('confirmer', CONFIRM_PERIOD_MS, () => confirmer.round()),
    };
  }

  start(): void {
    for (const caretaker of [this.relay, this.planRequests, this.progress, ...Object.values(this.others)])
      caretaker.start();
  }

  /** The connection is back: what waited in a back-off need not wait longer; what the server kept is not known. */
  reconnected(): void {
    this.care.relay.doubtStream();
    this.relay.retryNow();
    this.planRequests.retryNow();
  }

  /** No more changes by caretakers; documents and progress may still go out. */
  async stopChanging(): Promise<void> {
    await Promise.all(Object.values(this.others).map((caretaker) => caretaker.stop()));
  }

  async stopTelling(): Promise<void> {
    await Promise.all([this.relay, this.planRequests, this.progress].map((caretaker) => caretaker.stop()));
    await this.care.planRequests.landed();
    this.care.progress.finish();
  }

  private caretaker(
    name: string,
    periodMs: number,
    round: () => Promise<boolean> | boolean,
    rhythm: Pick<CaretakerOptions, 'gatherMs' | 'afterMs'> = {},
  ): Caretaker {
    return new Caretaker({
      name,
      periodMs,
      round,
      ...rhythm,
      onFailure: (who, err) => this.log.warn({ err }, `${who}: ${err.message}; trying again, this line once`),
      onRecovery: (who) => this.log.info(`${who}: goes on`),
    });
  }
}
