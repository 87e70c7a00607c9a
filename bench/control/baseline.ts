/** A job queue that ours is held against: a server of its own, then drained again and again. */
export interface Baseline {
  readonly name: string;
  /** Throws `Missing` where its server is not installed. */
  open(): Promise<{
    /** Takes in and works off so many jobs that do nothing, each result kept; in ms. */
    drain(jobs: number, concurrency: number): Promise<number>;
    close(): Promise<void>;
  }>;
}
