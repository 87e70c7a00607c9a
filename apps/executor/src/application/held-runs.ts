import type { HeldAttempt, Report } from '#contracts';
import type { RunNote } from '../domain/run-note';
import type { StopReason } from './ports';

/**
 * preparing -> running [container started] -> ended [container ended: its slot is free] -> settled [scheduler: has the
 * report] -> gone [container, files and kept report removed].
 */
export type HeldState = 'preparing' | 'running' | 'ended' | 'settled';

/** One attempt that this executor answers for, from its grant until its traces are removed. */
export class HeldRun {
  private readonly stopListeners = new Set<() => void>();
  private signal?: AbortSignal;
  state: HeldState;
  report?: Report;
  /** The writing of the report to disk, once it has begun. */
  kept?: Promise<void>;
  /** The writing of the stop's reason to disk, once it has begun; it never rejects. */
  stopKept?: Promise<unknown>;
  stopping?: StopReason;
  /** It shares a container: nothing of it outlives this process, so nothing of it need be kept or removed. */
  served = false;
  /** The container it runs in; its own is named like the attempt. */
  containerId: string;

  constructor(
    public note: RunNote,
    state: HeldState,
    /** Runs of one bundle share one. */
    readonly slot: string = note.attemptId,
  ) {
    this.state = state;
    this.containerId = note.attemptId;
  }

  get attemptId(): string {
    return this.note.attemptId;
  }

  /** Made for those who ask: most runs are over before anybody would stop them. */
  get stopSignal(): AbortSignal {
    if (this.signal) return this.signal;
    const controller = new AbortController();
    this.onStop(() => controller.abort());
    return (this.signal = controller.signal);
  }

  /** Calls the listener once when this run is to stop, at once where it is already. What is returned takes it off. */
  onStop(listener: () => void): () => void {
    if (this.stopping) listener();
    else this.stopListeners.add(listener);
    return () => void this.stopListeners.delete(listener);
  }

  /** The first reason stays: a cancelled run that is also interrupted was cancelled. */
  askToStop(reason: StopReason): void {
    this.stopping ??= reason;
    const listeners = [...this.stopListeners];
    this.stopListeners.clear();
    for (const listener of listeners) listener();
  }
}

/** All attempts that this executor holds, by attempt. Memory only: the containers and the kept reports are the truth. */
export class HeldRuns {
  private readonly runs = new Map<string, HeldRun>();

  constructor(private readonly slots: number) {}

  add(run: HeldRun): void {
    this.runs.set(run.attemptId, run);
  }

  get(attemptId: string): HeldRun | undefined {
    return this.runs.get(attemptId);
  }

  drop(attemptId: string): void {
    this.runs.delete(attemptId);
  }

  all(): HeldRun[] {
    return [...this.runs.values()];
  }

  /** The newest attempt of a competition. */
  ofCompetition(competitionId: string): HeldRun | undefined {
    return this.all()
      .filter((run) => run.note.competitionId === competitionId)
      .sort((a, b) => b.note.attempt - a.note.attempt)[0];
  }

  /** Runs that take a slot, of their own or with others. */
  active(): HeldRun[] {
    return this.all().filter((run) => run.state === 'preparing' || run.state === 'running');
  }

  free(): number {
    return Math.max(0, this.slots - new Set(this.active().map(({ slot }) => slot)).size);
  }

  /** What a turn names as held. */
  attempts(): HeldAttempt[] {
    return this.all().flatMap(({ attemptId, note, state }) =>
      state === 'settled' ? [] : [{ attemptId, token: note.token, state }],
    );
  }

  /** Reports that wait to be settled, oldest first. */
  reports(): Report[] {
    return this.all().flatMap((run) => (run.state === 'ended' && run.report ? [run.report] : []));
  }
}
