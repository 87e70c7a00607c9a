import type { AssayState, SubmissionState } from '#domain';
import type { AnyDocument, AssayDocument, Collection, Counters } from './documents';

/** `knockem.doc.<collection>.<sub|->`: newest versions of ≤ 500 documents of one collection. */
export interface DocumentBatch {
  readonly collection: Collection;
  readonly documents: readonly AnyDocument[];
}

/** `knockem.event.submission.<sub>.-`: a submission changed its state (or was held, released, given new limits). */
export interface SubmissionEvent {
  readonly kind: 'submission';
  readonly submissionId: string;
  readonly status: SubmissionState;
  readonly held: boolean;
  readonly reason?: string;
  readonly counters: Counters;
  readonly version: number;
  readonly at: string;
}

/** `knockem.event.assay.<sub>.<assay>`: an assay changed its state or got a new round. */
export interface AssayEvent {
  readonly kind: 'assay';
  readonly submissionId: string;
  readonly assayId: string;
  readonly assayType: string;
  readonly status: AssayState;
  readonly round: number;
  readonly reason?: string;
  /** Where its result was measured, when it was taken over. */
  readonly reusedFrom?: AssayDocument['reusedFrom'];
  readonly counters: Counters;
  readonly version: number;
  readonly at: string;
}

/** `knockem.event.progress.<sub>.-`: core NATS only, at most two a second per submission; a lost one is repaired by the next. */
export interface ProgressEvent {
  readonly kind: 'progress';
  readonly submissionId: string;
  readonly status: SubmissionState;
  readonly held: boolean;
  readonly counters: Counters;
  readonly assays: readonly AssayProgress[];
  readonly at: string;
}

export interface AssayProgress {
  readonly assayId: string;
  readonly assayType: string;
  readonly status: AssayState;
  readonly round: number;
  readonly counters: Counters;
}

export type KnockemEvent = SubmissionEvent | AssayEvent | ProgressEvent;

/** `knockem.log.<service>.<level>`: one log line of a service. */
export interface LogLine {
  readonly time: string;
  readonly level: string;
  readonly service: string;
  readonly message: string;
  readonly [field: string]: unknown;
}
