import { level, type Measured } from './noise';

/** Load that a skeleton should end below, in thresholds: so far below 1 that its check does not fail by noise. */
const AIM = 0.85;
/** A load is measured in rounds of so many competitions. */
export const TRIAL_REPLICATES = 4;
/** It is measured until it is this many standard errors from AIM, or long enough. */
const CLEARLY = 2.326;
const MAX_REPLICATES = 32;

/** Whether the sites that are out together weigh too much to stay out; undefined: not yet known. */
export function isOverloaded(measured: Measured, deviation: number): boolean | undefined {
  const unclear = !isClear(measured, deviation) && measured.count < MAX_REPLICATES;
  return unclear ? undefined : level(measured) > AIM;
}

/** Whether the load is known to lie on the side of AIM where it was measured. */
export const isClear = (measured: Measured, deviation: number): boolean =>
  Math.abs(level(measured) - AIM) >= (CLEARLY * deviation) / Math.sqrt(measured.count);
