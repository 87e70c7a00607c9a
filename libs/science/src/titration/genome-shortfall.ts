import { missProbability } from './noise';

/**
 * Steps of a threshold. A sum between two steps is split between them so that its mean stays; with 48, probabilities
 * are within 0.005 of exact for fifty sites, 0.01 for three hundred.
 */
const STEPS = 48;
/** Standard deviations of noise above the threshold from which sums are never missed. */
const REACH = 4;
/** Rows lighter than this are taken as empty. */
const NEGLIGIBLE = 1e-6;

/**
 * shortfall[k] = P(k of these effects, drawn without replacement, and normal noise sum to less than 1), k = 0, 1, …
 * until it is negligible; `noise`: its standard deviation. Effect by effect: of the subsets of size k of the first i effects, a share k / i holds the i-th.
 */
export function genomeShortfall(effects: readonly number[], maxEffects: number, noise = 0): number[] {
  const misses = missesOfSums(noise);
  const width = misses.length;
  const rows = Math.min(maxEffects, effects.length);
  /** mass[k · width + s] = P(k of the effects so far sum to s steps). */
  const mass = new Float64Array((rows + 1) * width);
  mass[0] = 1;
  let heaviest = 0;
  effects.forEach((effect, index) => {
    const top = Math.min(rows, index + 1, heaviest + 1);
    for (let k = top; k >= 1; k--) blendRow(mass, width, k, effect * STEPS, k / (index + 1));
    if (missed(mass, misses, top) > NEGLIGIBLE) heaviest = top;
  });
  return Array.from({ length: heaviest + 1 }, (_, k) => missed(mass, misses, k));
}

/** P(missed) at each step of the sum. Without noise, half of the last step stands for sums just short of it. */
function missesOfSums(noise: number): readonly number[] {
  const last = Math.ceil(STEPS * (1 + REACH * noise));
  return Array.from({ length: last + 1 }, (_, s) =>
    noise === 0 && s === last ? 0.5 : missProbability(s / STEPS, noise),
  );
}

/** Row k becomes what it was with probability 1 − share, else row k − 1 with the effect added. */
function blendRow(mass: Float64Array, width: number, k: number, steps: number, share: number): void {
  const row = k * width;
  for (let s = 0; s < width; s++) mass[row + s] *= 1 - share;
  const whole = Math.floor(steps);
  const upper = share * (steps - whole);
  const lower = share - upper;
  const from = row - width;
  for (let s = 0; s + whole < width - 1; s++) {
    const moved = mass[from + s];
    mass[row + s + whole] += lower * moved;
    mass[row + s + whole + 1] += upper * moved;
  }
  const last = width - 1 - whole;
  if (last >= 0) mass[row + width - 1] += lower * mass[from + last];
}

function missed(mass: Float64Array, misses: readonly number[], k: number): number {
  const row = k * misses.length;
  let sum = 0;
  for (let s = 0; s < misses.length; s++) sum += misses[s] * mass[row + s];
  return sum;
}
