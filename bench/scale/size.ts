import type { Row } from '../report';

export interface Size {
  /** Competitions waiting at once; and of the small load that their dispatch is held against. */
  readonly many: number;
  readonly few: number;
  /** So many submissions of so many competitions. */
  readonly submissions: number;
  readonly each: number;
  /** So many starts are counted; fewer than the small load has. */
  readonly starts: number;
  /** At most so long. */
  readonly windowMs: number;
  /** So long status and list are looked at. */
  readonly lookMs: number;
}
export const FULL: Size = {
  many: 1_000_000,
  few: 10_000,
  submissions: 1000,
  each: 1000,
  starts: 8000,
  windowMs: 60_000,
  lookMs: 15_000,
};
export const QUICK: Size = {
  many: 20_000,
  few: 2000,
  submissions: 20,
  each: 1000,
  starts: 1200,
  windowMs: 8000,
  lookMs: 2000,
};

/** What a million may take. */
export const PLANNED_WITHIN_MS = 60_000;

export type AddRows = (...rows: readonly Row[]) => void;
