import { checkRound } from './check-stage';
import { isClear, isOverloaded, TRIAL_REPLICATES } from './load-trial';
import { NOTHING_MEASURED, withEffects, type Measured } from './noise';
import type { Round, SearchGround } from './stage';
import { numCompetitions, type Weighing } from './weighing';

/** Sites of more thresholds stay untried: to remove one is detectable by itself. */
const HEAVIEST_TRIED = 1;
/** Trials may take this share of the competitions of the weighing, or so many; they end after so many in vain in a row. */
const SHARE = 0.1;
const COMPETITIONS = 150;
const IN_VAIN = 10;

interface Trying {
  readonly ground: SearchGround;
  readonly notes: readonly string[];
  /** In the order in which they went. */
  readonly removed: readonly number[];
  /** Still to be tried, lightest first. */
  readonly heavy: readonly number[];
  readonly measured: Measured;
  readonly competitionsLeft: number;
  readonly numInVain: number;
}

/**
 * The fourth stage: sites that stayed for their weight alone were never tested. The lightest go one by one, each for
 * good if the measured load stays clearly under the aim: room may be left, the weight may have been noise, and what other sites
 * did together with them may be gone already.
 */
export function startTrying(
  ground: SearchGround,
  weighing: Weighing,
  removed: readonly number[],
  notes: readonly string[],
): Round {
  const heavy = weighing.heavy
    .filter((site) => weighing.effects[site] <= HEAVIEST_TRIED)
    .sort((a, b) => weighing.effects[a] - weighing.effects[b]);
  const competitionsLeft = Math.max(COMPETITIONS, SHARE * numCompetitions(weighing));
  const trying = { ground, notes, removed, heavy, measured: NOTHING_MEASURED, competitionsLeft };
  return nextTrial({ ...trying, numInVain: 0 });
}

const nextTrial = (trying: Trying): Round =>
  trying.heavy.length === 0 || trying.competitionsLeft <= 0 || trying.numInVain === IN_VAIN
    ? checkRound(trying.ground, trying.removed, trying.notes)
    : trialRound(trying);

const trialRound = (trying: Trying): Round => ({
  phase: 'cleanUp',
  size: TRIAL_REPLICATES,
  replicates: true,
  sitesOut: () => [...trying.removed, trying.heavy[0]],
  after: (effects) => afterRound(trying, effects),
});

function afterRound(before: Trying, effects: readonly number[]): Round {
  const measured = withEffects(before.measured, effects);
  const trying = { ...before, measured, competitionsLeft: before.competitionsLeft - effects.length };
  const { deviation } = trying.ground.noise;
  const overloaded = isOverloaded(measured, deviation);
  if (overloaded === undefined) return trialRound(trying);
  // Many are tried: of those that may or may not fit, luck would pick the ones that do not.
  const fits = !overloaded && isClear(measured, deviation);
  const [site, ...heavy] = trying.heavy;
  return nextTrial({
    ...trying,
    heavy,
    measured: NOTHING_MEASURED,
    removed: fits ? [...trying.removed, site] : trying.removed,
    numInVain: fits ? 0 : trying.numInVain + 1,
  });
}
