import type { Effects } from '../domain/effects';
import type { TurnDesk } from '../application/turn-desk';
import type { Caretaker } from './timers/caretaker';
import type { ProgressPublisher } from './timers/progress-publisher';

export interface Awakened {
  readonly desk: TurnDesk;
  readonly relay: Caretaker;
  readonly planRequests: Caretaker;
  readonly progress: ProgressPublisher;
  readonly progressRounds: Caretaker;
}

/**
 * What follows a commit. All of it is found again in the database, so a crash in between loses nothing: here only the
 * caretakers are woken, so that it happens now and not at their next round.
 */
export class AfterCommit {
  private awakened: Awakened | undefined;

  /** Desk and caretakers act on the use cases that report here, so they are told last. */
  wakes(awakened: Awakened): void {
    this.awakened = awakened;
  }

  /** Turns that were woken need not wait for the event loop. */
  takeTurnsNow(): void {
    this.awakened?.desk.takeWoken();
  }

  act(effects: Effects): void {
    if (!this.awakened) return;
    const { desk, relay, planRequests, progress, progressRounds } = this.awakened;
    if (effects.plans.size > 0) planRequests.kick();
    relay.kick();
    progress.add(effects.progress);
    if (progress.add(effects.submissions)) progressRounds.kick();
    if (effects.workAppeared || effects.stopsFor.size > 0) desk.wake();
    else if (effects.placesFreed) desk.wakeFree();
  }
}
