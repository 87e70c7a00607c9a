import { level, type Measured } from './noise';

/**
 * What the sites removed so far weigh together, in thresholds: a mean and its variance, kept up from the competitions
 * of the pass (a Kalman filter in one dimension). A block is judged by the rise above it, so that a load near the
 * threshold does not make every neutral site look guilty.
 */
export interface Load {
  readonly mean: number;
  readonly variance: number;
}

/** The wild type weighs nothing. */
export const NO_LOAD: Load = { mean: 0, variance: 0 };

/** The rise that must be seen, in thresholds: the least penalty that a search should find. */
const RISE = 0.7;
/** Log odds at which a block may go (a lost function is dear), and at which it fails (that is confirmed anyway). */
const SURELY_NEUTRAL = -4.6;
const SURELY_RISEN = 3.5;
/** Competitions after which the likelier side is taken. */
const MAX_REPLICATES = 30;
/** How much a block may weigh unseen, as a standard deviation. */
const SLIP = 0.05;
/** Standard errors beyond the beneficial threshold that make a removal detectably good. */
const CLEARLY = 2.326;

/**
 * Whether removing a block on top of the load is detectable; undefined: not yet known. Wald's (1945) sequential test
 * of no rise against RISE, the load's own doubt counted as noise.
 */
export function verdict(load: Load, measured: Measured, deviation: number): boolean | undefined {
  const noise = deviation ** 2 / measured.count;
  if (level(measured) + CLEARLY * Math.sqrt(noise) < -1) return true;
  const logOdds = (RISE * (level(measured) - load.mean - RISE / 2)) / (noise + load.variance);
  const unclear = logOdds > SURELY_NEUTRAL && logOdds < SURELY_RISEN;
  return unclear && measured.count < MAX_REPLICATES ? undefined : logOdds > 0;
}

/** The load with one more measurement of it: of a block that went, or of the removed sites alone. */
export function measuredAgain(load: Load, measured: Measured, deviation: number): Load {
  const noise = deviation ** 2 / measured.count;
  const surprise = (level(measured) - load.mean) ** 2 - 4 * (noise + load.variance);
  const before = load.variance + SLIP ** 2 + Math.max(0, surprise);
  const gain = before / (before + noise);
  return { mean: load.mean + gain * (level(measured) - load.mean), variance: before * (1 - gain) };
}

/** Before a site is held guilty the load itself is doubted: it is measured afresh first. */
export const doubted = ({ mean, variance }: Load): Load => ({ mean, variance: variance + DOUBT });
export const isDoubted = ({ variance }: Load): boolean => variance >= DOUBT;
const DOUBT = 0.3;
