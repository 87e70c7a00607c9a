/** The time of a use case: `ms` of a monotonic clock for every duration, `wall` (ISO-8601 UTC) for records only. */
export interface Now {
  readonly ms: number;
  readonly wall: string;
}

/** A plan request that is open now: for a submission's assays (no assayId) or an assay's next round. */
export interface OpenPlan {
  readonly submissionId: string;
  readonly assayId?: string;
}

/**
 * What the edge does after the commit. All of it can be found again in the database, so a crash before it is done loses
 * nothing: open plans and unpublished marks are taken up at start, events are repeated by the documents.
 */
export interface Effects {
  /** Ids whose state, limits or hold changed: one SubmissionEvent each. */
  readonly submissions: Set<string>;
  /** Ids whose state or round changed: one AssayEvent each. */
  readonly assays: Set<string>;
  /** Requests opened by this transaction, by `submissionId/assayId|-`. */
  readonly plans: Map<string, OpenPlan>;
  /** Ids of submissions whose counters moved. */
  readonly progress: Set<string>;
  /** Something may be granted that could not before, or need not run any more: take all turns that are kept back. */
  workAppeared: boolean;
  /** A place under a cap became free and nothing else happened: only turns with free slots can get something by it. */
  placesFreed: boolean;
  /** An attempt must stop: answer its executor's kept-back turn. Executor ids. */
  readonly stopsFor: Set<string>;
}

export const noEffects = (): Effects => ({
  submissions: new Set(),
  assays: new Set(),
  plans: new Map(),
  progress: new Set(),
  workAppeared: false,
  placesFreed: false,
  stopsFor: new Set(),
});
