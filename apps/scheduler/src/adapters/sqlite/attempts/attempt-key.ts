export interface AttemptKey {
  readonly assayRow: number;
  readonly ordinal: number;
  readonly attempt: number;
}
