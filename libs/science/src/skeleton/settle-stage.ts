import { isOverloaded, TRIAL_REPLICATES } from './load-trial';
import { NOTHING_MEASURED, withEffects, type Measured } from './noise';
import { ascending } from './order';
import type { Round, SearchGround } from './stage';
import { startTrying } from './try-stage';
import { handful, weighed, weightOfRest, type Batch, type Weighing } from './weighing';

/** Standard error of a weight from one weighing anew, in thresholds; its most competitions; how often it is done. */
const FINE = 0.03;
const MAX_WEIGHING = 2000;
const MAX_WEIGHINGS = 5;
/** Weights below this are no reason for suspicion; a rest heavier than that holds a site which was overlooked. */
const SUSPECT = 0.005;
const REST_IN_DOUBT = 0.25;
/** Standard errors that the last site put back should weigh; else it was put back for noise, and all are weighed again. */
const TELLING = 2.2;
/** So many sites are held guilty for what their coming back does, whatever they weigh. */
const MAX_GUILTY = 12;

interface Settling {
  readonly ground: SearchGround;
  readonly weighing: Weighing;
  readonly numWeighings: number;
  /** In the order in which they went. */
  readonly removed: readonly number[];
  readonly notes: readonly string[];
}

/** Putting back the `tooFew` most suspect is known to be too few, and `enough` to be enough. */
interface Trial extends Settling {
  /** The removed, most suspect first. */
  readonly suspects: readonly number[];
  /** The first of them: to put one back brought the load under the aim, although it weighs nothing by itself. */
  readonly numGuilty: number;
  readonly tooFew: number;
  readonly enough: number;
  readonly measured: Measured;
}

/**
 * The third stage: slight sites went with the neutral ones, and together they may weigh too much. The removed sites
 * are weighed again, each put back in half of the competitions, where sets that back each other up are whole again and
 * do not disturb. Then the most suspect are put back for good, as many as bring the measured load under the aim.
 */
export function startSettling(
  ground: SearchGround,
  weighing: Weighing,
  removed: readonly number[],
  notes: readonly string[],
): Round {
  if (removed.length === 0) return startTrying(ground, weighing, removed, notes);
  const bounds = { tooFew: -1, enough: removed.length, measured: NOTHING_MEASURED };
  return trialRound({
    ground,
    weighing,
    removed,
    notes,
    numWeighings: 0,
    suspects: [],
    numGuilty: 0,
    ...bounds,
  });
}

function weighingRound(settling: Settling): Round {
  const { ground, weighing, removed, numWeighings } = settling;
  const { deviation } = ground.noise;
  const inDoubt =
    weightOfRest(weighing) > REST_IN_DOUBT || removed.every((site) => weighing.effects[site] <= SUSPECT);
  const isSuspect = (site: number): boolean => inDoubt || weighing.effects[site] > SUSPECT;
  const sites = ascending(removed, ground.numSites);
  const batch: Batch = {
    index: weighing.batches.length,
    sites: sites.filter(isSuspect),
    dose: 0.5,
    size: weighingSize(deviation),
    rest: sites.filter((site) => !isSuspect(site)),
  };
  return {
    phase: 'cleanUp',
    size: batch.size,
    sitesOut: (index) => [...batch.rest, ...handful(weighing, batch, index)],
    after: (effects) => {
      const now = weighed(weighing, batch, effects, deviation);
      const suspects = [...removed].reverse().sort((a, b) => now.effects[b] - now.effects[a]);
      const bounds = { tooFew: 0, enough: removed.length, measured: NOTHING_MEASURED };
      return trialRound({
        ...settling,
        ...bounds,
        weighing: now,
        suspects,
        numGuilty: 0,
        numWeighings: numWeighings + 1,
      });
    },
  };
}

/** A site is in half of n competitions: its standard error is 2·deviation/√n. */
const weighingSize = (deviation: number): number =>
  Math.min(MAX_WEIGHING, Math.ceil(((2 * deviation) / FINE) ** 2));

const trialRound = (trial: Trial): Round => ({
  phase: 'cleanUp',
  size: TRIAL_REPLICATES,
  replicates: true,
  sitesOut: () => withoutSuspects(trial, middle(trial)),
  after: (effects) => afterTrial({ ...trial, measured: withEffects(trial.measured, effects) }),
});

/** The first trial puts nothing back. */
const middle = ({ tooFew, enough }: Trial): number => (tooFew < 0 ? 0 : Math.floor((tooFew + enough) / 2));

function withoutSuspects({ removed, suspects }: Trial, numPutBack: number): number[] {
  const back = new Set(suspects.slice(0, numPutBack));
  return removed.filter((site) => !back.has(site));
}

function afterTrial(trial: Trial): Round {
  const { ground, weighing, notes } = trial;
  const overloaded = isOverloaded(trial.measured, ground.noise.deviation);
  if (overloaded === undefined) return trialRound(trial);
  const bound = overloaded ? { tooFew: middle(trial) } : { enough: middle(trial) };
  if (trial.numWeighings === 0 && overloaded) return weighingRound(trial);
  const narrowed = { ...trial, ...bound, measured: NOTHING_MEASURED };
  if (narrowed.enough - narrowed.tooFew > 1) return trialRound(narrowed);
  if (putBackForNoise(narrowed)) {
    if (trial.numWeighings < MAX_WEIGHINGS) return weighingRound(trial);
    if (trial.numGuilty < MAX_GUILTY) return trialRound(withGuilty(narrowed));
  }
  return startTrying(ground, weighing, withoutSuspects(narrowed, narrowed.enough), notes);
}

/**
 * The last of a set of sites that back each other up, gone by an unlucky test, is in no weight: in half of the
 * competitions some other of its set is back. But the trials have found it: without it the load is too large. So it
 * goes to the front, and those that were put back before it for nothing get another chance.
 */
function withGuilty({ suspects, enough, numGuilty, ...trial }: Trial): Trial {
  const guilty = suspects[enough - 1];
  const others = suspects.filter((site) => site !== guilty);
  return {
    ...trial,
    suspects: [guilty, ...others],
    numGuilty: numGuilty + 1,
    tooFew: 0,
    enough: suspects.length,
  };
}

function putBackForNoise({ suspects, enough, numGuilty, weighing, numWeighings, ground }: Trial): boolean {
  if (enough <= numGuilty) return false;
  const error = (2 * ground.noise.deviation) / Math.sqrt(numWeighings * weighingSize(ground.noise.deviation));
  return weighing.effects[suspects[enough - 1]] < TELLING * error;
}
