import { effectOf, noiseModel } from './noise';
import { ascending, randomOrder } from './order';
import type { Next, SearchSettings, SkeletonOutcome, SkeletonTest } from './search';
import type { Finished, Round, SearchGround } from './stage';
import { startWeighing } from './weigh-stage';

/**
 * The search under noise, in five stages, each a chain of rounds of competitions against the wild type:
 *
 * - weigh: random handfuls of sites tell which sites weigh something by themselves; those stay;
 * - pass: the others go in galloping blocks, each tested until it is clear whether it adds to the load;
 * - settle: the removed sites are weighed again, and the most suspect put back until the load is under the threshold;
 * - try: sites that stayed for their weight alone, the lightest first, while there is room for them under the threshold;
 * - check: the finished skeleton against the wild type, replicated; its outcome is only reported.
 *
 * Every round is finite and so is their number: the search ends whatever the scores.
 */
export interface NoisySearch {
  readonly settings: SearchSettings;
  readonly ground: SearchGround;
  readonly round: Round | Finished;
  /** Key of the round's first test, how many of its tests were given out, and their scores as they come. */
  readonly firstKey: number;
  readonly numGiven: number;
  readonly scores: readonly (number | undefined)[];
  readonly numScores: number;
  readonly numTests: SkeletonOutcome['numTests'];
}

export function start(settings: SearchSettings): NoisySearch {
  const { numSites, seed, thresholds, nullScores } = settings;
  const ground: SearchGround = {
    numSites,
    seed,
    thresholds,
    noise: noiseModel(nullScores, thresholds),
    reach: Infinity,
    ceiling: null,
    order: randomOrder(numSites, seed),
  };
  const numTests = { search: 0, cleanUp: 0, check: 0 };
  return { settings, ground, round: startWeighing(ground), numTests, ...freshRound(0) };
}

const freshRound = (
  firstKey: number,
): Pick<NoisySearch, 'firstKey' | 'numGiven' | 'scores' | 'numScores'> => ({
  firstKey,
  numGiven: 0,
  scores: [],
  numScores: 0,
});

export function next(search: NoisySearch): Next<NoisySearch> {
  const { round, settings, numGiven, numScores } = search;
  if ('removed' in round) return { outcome: outcomeOf(round, search) };
  const room = Math.max(0, settings.speculation - (numGiven - numScores));
  const upTo = Math.min(round.size, numGiven + room);
  const start = testsOf(round, search, numGiven, upTo);
  return { state: { ...search, numGiven: upTo }, start, withdraw: [] };
}

function testsOf(
  round: Round,
  { firstKey, settings }: NoisySearch,
  from: number,
  upTo: number,
): SkeletonTest[] {
  const sitesOf = (index: number): readonly number[] => ascending(round.sitesOut(index), settings.numSites);
  const shared = round.replicates && from < upTo ? sitesOf(from) : undefined;
  return Array.from({ length: upTo - from }, (_, i): SkeletonTest => {
    const key = firstKey + from + i;
    // A round begins when the one before has all its scores: its numbers depend on these alone.
    const test = { key, name: String(key), sitesOutAlpha: [], sitesOutBeta: shared ?? sitesOf(from + i) };
    const isKept = round.phase === 'check' && from + i === 0;
    return isKept ? { ...test, phase: round.phase, keepBeta: true } : { ...test, phase: round.phase };
  });
}

export function fold(search: NoisySearch, key: number, score: number): NoisySearch {
  const { round, ground, firstKey, numGiven, numTests } = search;
  if (!(Number.isInteger(key) && key >= 0 && key < firstKey + numGiven)) {
    throw new RangeError(`test ${key} was never asked for`);
  }
  const index = key - firstKey;
  if ('removed' in round || index < 0 || search.scores[index] !== undefined) return search;
  const scores = [...search.scores];
  scores[index] = score;
  const numScores = search.numScores + 1;
  if (numScores < round.size) return { ...search, scores, numScores };
  const effects = scores.map((each) => effectOf(each!, ground.noise));
  return {
    ...search,
    round: round.after(effects),
    numTests: { ...numTests, [round.phase]: numTests[round.phase] + round.size },
    ...freshRound(firstKey + round.size),
  };
}

function outcomeOf({ removed, ...outcome }: Finished, { ground, numTests }: NoisySearch): SkeletonOutcome {
  const gone = new Set(removed);
  const retainedSites = Array.from({ length: ground.numSites }, (_, site) => site).filter(
    (site) => !gone.has(site),
  );
  return { ...outcome, retainedSites, removalOrder: removed, numTests };
}
