import {
  deriveSeed,
  noisyCounts,
  orderStatisticThresholds,
  pooledPercentiles,
  score,
  seededRandom,
  type Random,
} from '#science';
import type { Row } from '../report';

const NUM_NULLS = 100;
const ALPHA = 0.01;
/** Fresh competitions held against each null's thresholds. */
const PER_NULL = 500;

/** One-sided false-positive rates of our rule and the published one: fresh nulls against thresholds of other nulls. */
export function nullThreshold(quick: boolean): readonly Row[] {
  const repeats = quick ? 100 : 1500;
  const rates = Array.from({ length: repeats }, (_, repeat) =>
    ratesOfOneNull(seededRandom(deriveSeed('null threshold', repeat))),
  );
  const ours = meanAndError(rates.map((rate) => rate.ours));
  const published = meanAndError(rates.map((rate) => rate.published));
  return [
    {
      what: `null threshold: one-sided false-positive rate, ${NUM_NULLS} nulls, ± ${ours.error.toPrecision(2)}`,
      ours: ours.mean,
      baseline: published.mean,
      ratio: ours.mean / published.mean,
      target: `≤ ${ALPHA} within 2 Monte-Carlo errors`,
      met: ours.mean <= ALPHA + 2 * ours.error,
    },
  ];
}

function ratesOfOneNull(random: Random): { readonly ours: number; readonly published: number } {
  const fresh = (): number => score(noisyCounts({ effect: 0 }, random));
  const nulls = Array.from({ length: NUM_NULLS }, fresh);
  const { deleterious } = orderStatisticThresholds(nulls, ALPHA);
  const p99 = pooledPercentiles(nulls)[99];
  let ours = 0;
  let published = 0;
  for (let i = 0; i < PER_NULL; i++) {
    const value = fresh();
    if (value > deleterious) ours++;
    if (value > p99) published++;
  }
  return { ours: ours / PER_NULL, published: published / PER_NULL };
}

/** Mean and its standard error over independent nulls. */
function meanAndError(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}
