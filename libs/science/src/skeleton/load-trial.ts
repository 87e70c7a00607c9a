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
  const above = level(measured) - AIM;
  const unclear = Math.abs(above) < (CLEARLY * deviation) / Math.sqrt(measured.count);
  return unclear && measured.count < MAX_REPLICATES ? undefined : above > 0;
}
