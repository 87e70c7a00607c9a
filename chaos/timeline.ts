/** One thing that happened, for the person who has to find out why a run failed. */
export interface TimelineEntry {
  /** Since the beginning of the run. */
  readonly ms: number;
  readonly what: string;
}

/** What the harness did and saw, in order. */
export class Timeline {
  private readonly entries: TimelineEntry[] = [];
  private readonly began = performance.now();

  constructor(private readonly onEntry: (entry: TimelineEntry) => void = () => undefined) {}

  tell(what: string): void {
    const entry = { ms: this.elapsedMs(), what };
    this.entries.push(entry);
    this.onEntry(entry);
  }

  elapsedMs(): number {
    return Math.round(performance.now() - this.began);
  }

  all(): readonly TimelineEntry[] {
    return this.entries;
  }
}

export const inWords = ({ ms, what }: TimelineEntry): string =>
  `${(ms / 1000).toFixed(2).padStart(8)} s  ${what}`;
