/** A span that has ended; times in ms since 1970. */
export interface EndedSpan {
  readonly name: string;
  readonly submissionId: string;
  /** Whose span it is: a submission, assay, competition or attempt. Absent: a step without an id of its own. */
  readonly id?: string;
  /** What it is part of, by id. Absent: the submission; of the submission's own span nothing. */
  readonly parentId?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** How it failed, in words of ours: never what a container, an image or a user wrote. */
  readonly failure?: string;
}

/**
 * Where ended spans go. Nothing is passed from service to service: ids follow from those of submission, assay, competition
 * and attempt (#domain's trace-ids). Off unless an endpoint is configured; then `isOn` is false, and whoever would make a
 * span asks that first.
 */
export interface Tracing {
  readonly isOn: boolean;
  /** Never throws, never waits; spans that nobody takes are dropped, with a bound. */
  record(span: EndedSpan): void;
  /** What was recorded has been sent, or cannot be. */
  close(): Promise<void>;
}

export const noTracing: Tracing = {
  isOn: false,
  record: () => undefined,
  close: () => Promise.resolve(),
};
