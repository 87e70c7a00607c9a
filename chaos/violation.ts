/** A promise that was not kept. */
export interface Violation {
  /** Which promise, in a few words: the same for all violations of its kind. */
  readonly promise: string;
  /** What was seen, with ids. */
  readonly found: string;
  /** The submission whose history explains it. */
  readonly submissionId?: string;
}

/** Collects violations, each sentence once. */
export class Violations {
  private readonly found: Violation[] = [];

  add(promise: string, found: string, submissionId?: string): void {
    if (this.found.some((each) => each.promise === promise && each.found === found)) return;
    this.found.push({ promise, found, ...(submissionId === undefined ? {} : { submissionId }) });
  }

  all(): readonly Violation[] {
    return this.found;
  }
}
