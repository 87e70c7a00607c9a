import type { Thresholds } from '../null-distribution';

/** What competitions under noise say, as effects: 0 at the null's mean, 1 at the deleterious threshold. */
export interface NoiseModel {
  /** Score of effect 0: an image may favour one side. */
  readonly center: number;
  /** Score from effect 0 to effect 1. */
  readonly unit: number;
  /** Standard deviation of one competition's effect. */
  readonly deviation: number;
}

/** The 1 % tail of the normal distribution, where the threshold of a normal null is. */
const NORMAL_TAIL = 2.326;
/** An image so unfair that its mean is beyond half the threshold does not make effects larger than twice theirs. */
const LEAST_UNIT = 0.5;

/**
 * The deviation is the null's own, but no smaller than a normal null's would be: the threshold is one of the largest
 * of its scores, and when it happens to be large, the noise must not look small beside it.
 */
export function noiseModel(nullScores: readonly number[], { deleterious }: Thresholds): NoiseModel {
  const center = mean(nullScores);
  const squares = nullScores.reduce((sum, score) => sum + (score - center) ** 2, 0);
  const spread = Math.sqrt(squares / Math.max(1, nullScores.length - 1));
  const unit = Math.max(deleterious - center, LEAST_UNIT * deleterious) || NORMAL_TAIL * spread;
  return { center, unit, deviation: Math.max(spread / unit, 1 / NORMAL_TAIL) };
}

export const effectOf = (score: number, { center, unit }: NoiseModel): number => (score - center) / unit;

export const mean = (values: readonly number[]): number => sum(values) / values.length;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Repeated measurements of one thing, in effects. */
export interface Measured {
  readonly count: number;
  readonly total: number;
}

export const NOTHING_MEASURED: Measured = { count: 0, total: 0 };

export const withEffects = ({ count, total }: Measured, effects: readonly number[]): Measured => ({
  count: count + effects.length,
  total: total + sum(effects),
});

export const level = ({ count, total }: Measured): number => total / count;
