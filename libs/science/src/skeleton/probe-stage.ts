import { mean } from './noise';
import type { Round, SearchGround } from './stage';
import { handful, type Batch, type Weighing } from './weighing';

/** Competitions with half of the sites out: enough to know a ceiling of 2 thresholds to a tenth of it. */
const PROBES = 8;

/**
 * Before the weighing: how far effects reach. With half of the sites out, at random, most genomes are worth nothing, and
 * a score that cannot say so (a loser who is extinct cannot lose more) stays at its ceiling. Where sites have little
 * effect together, the reach is as small, and that does no harm.
 */
export const probeRound = (
  { numSites }: SearchGround,
  weighing: Weighing,
  after: (reach: number) => Round,
): Round => {
  const sites = Array.from({ length: numSites }, (_, site) => site);
  const batch: Batch = { index: -1, sites, dose: 0.5, size: PROBES, rest: [] };
  return {
    phase: 'search',
    size: PROBES,
    sitesOut: (index) => handful(weighing, batch, index),
    after: (effects) => after(mean(effects)),
  };
};
