import {
  exactCounts,
  knockoutEffect,
  noisyCounts,
  seededRandom,
  type CompetitionCounts,
  type ExplicitGenome,
} from '#science';
import type { Contest } from '../domain/assays/assay-type';

/** What a container would have told of one competition. */
export type SimulatedReport = CompetitionCounts | { readonly failure: string };

/** A container image together with its genome, as a function: same contest, same seed, same report. */
export type SimulatedImage = (contest: Contest, seed: number) => SimulatedReport;

/** The explicit model as an image; `exact` knows no noise, `noisy` has the null's 99th percentile at effect 1. */
export function explicitImage(genome: ExplicitGenome, variant: 'exact' | 'noisy'): SimulatedImage {
  return ({ sitesOutAlpha, sitesOutBeta }, seed) => {
    const effect = knockoutEffect(genome, sitesOutBeta) - knockoutEffect(genome, sitesOutAlpha);
    if (variant === 'noisy') return noisyCounts({ effect }, seededRandom(seed));
    return exactCounts({ effect, sameGenome: sameSites(sitesOutAlpha, sitesOutBeta), seed });
  };
}

function sameSites(some: readonly number[], others: readonly number[]): boolean {
  const known = new Set(some);
  return known.size === new Set(others).size && others.every((site) => known.has(site));
}

/** The same report whatever is out: nothing matters, and the null has no variance. */
export const constantImage =
  (counts: CompetitionCounts): SimulatedImage =>
  () =>
    counts;

/** An image some of whose competitions fail, each by its own seed, in the contests that `where` picks. */
export function failingImage(
  image: SimulatedImage,
  share: number,
  where: (contest: Contest) => boolean = () => true,
): SimulatedImage {
  return (contest, seed) =>
    where(contest) && seededRandom(seed ^ 0x5bd1e995).below(1000) < share * 1000
      ? { failure: 'the container exited with code 1' }
      : image(contest, seed);
}
