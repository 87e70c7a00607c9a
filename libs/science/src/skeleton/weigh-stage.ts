import { backingUp } from './interplay';
import { mean } from './noise';
import { startPass } from './pass-stage';
import { probeRound } from './probe-stage';
import type { Round, SearchGround } from './stage';
import {
  CLEAR,
  handful,
  noWeighing,
  numCompetitions,
  unexplained,
  weighed,
  type Batch,
  type Weighing,
} from './weighing';

/** Sites in a competition of the first, small batch; what they weigh sets the next dose. */
const FIRST_HANDFUL = 8;
const FIRST_BATCH = 50;
/** Largest batch: doses follow what was learned. */
const MAX_BATCH = 300;
/** Effect that a handful should have, in thresholds: enough to tell much, without many functions lost at once. */
const HANDFUL_EFFECT = 3;
/**
 * Where scores reach a ceiling, effects add up far below it only. As shares of the reach: what a handful should have at
 * most; and what a batch must not exceed on average, else it is left out, since its sites all look alike.
 */
const HANDFUL_SHARE = 0.45;
const USELESS_SHARE = 0.7;
/** A reach below this many thresholds is no ceiling: there is little to be lost in the genome. */
const LEAST_REACH = 1;
/** A ceiling matters where it makes handfuls smaller, and when half of the weights come to so many times the reach. */
const CEILING_MATTERS = HANDFUL_EFFECT / HANDFUL_SHARE;
const FAR_MORE = 2;
/**
 * Largest dose: a set of s sites that back each other up is out whole with each of them in dose^(s−1) of its
 * competitions, and its sites look by so much of its penalty heavier than they are.
 */
const MAX_DOSE = 0.1;
/** But in a small genome a handful holds so many sites on average, or every other site. */
const LEAST_HANDFUL = 2;
/** A dose grows at most so much from one batch to the next. */
const MAX_GROWTH = 8;
/** Standard errors above which a site is heavy, and stays. */
const HEAVY = 3;
/**
 * The weighing ends when the light sites together weigh so little (in thresholds) that settling is cheaper, but not
 * before the first standard error per site; when the second is reached; or when the third number of competitions is.
 */
const LIGHT_ENOUGH = 2;
const FINE_AT_LEAST = 0.12;
const FINE_ENOUGH = 0.035;
const MAX_COMPETITIONS = 6000;

/** The first stage: weighs every site on its own until the heavy can be told from the light. */
export function startWeighing(ground: SearchGround): Round {
  const sites = Array.from({ length: ground.numSites }, (_, site) => site);
  const dose = Math.min(maxDose(ground.numSites), FIRST_HANDFUL / ground.numSites);
  const batch = { index: 0, sites, dose, size: FIRST_BATCH, rest: [] };
  const weighing = noWeighing(ground.numSites, ground.seed);
  return probeRound(ground, weighing, (reach) =>
    weighingRound({ ...ground, reach: Math.max(LEAST_REACH, reach) }, weighing, batch),
  );
}

const maxDose = (numSites: number): number => Math.max(MAX_DOSE, Math.min(0.5, LEAST_HANDFUL / numSites));

const weighingRound = (ground: SearchGround, weighing: Weighing, batch: Batch): Round => ({
  phase: 'search',
  size: batch.size,
  sitesOut: (index) => handful(weighing, batch, index),
  after: (effects) => {
    if (isUseless(ground, batch, mean(effects))) {
      return weighingRound(ground, weighing, smaller(ground, batch, mean(effects)));
    }
    const now = weighed(weighing, batch, effects, ground.noise.deviation);
    const deviation = Math.max(ground.noise.deviation, unexplained(now));
    const unclear = unclearSites(now, deviation);
    const error = meanError(now, unclear, deviation);
    if (isEnough(now, unclear, error)) {
      const light = lightSites(ground, now, error);
      const known = { ...ground, ceiling: ceilingOf(ground, now) };
      const notes = notesOn(now, error, deviation);
      return startPass(known, { ...now, heavy: others(light, ground.numSites) }, light, notes);
    }
    return weighingRound(ground, now, nextBatch(ground, now, batch, unclear));
  },
});

function ceilingOf({ reach, numSites }: SearchGround, { effects }: Weighing): number | null {
  const half = effects.slice(0, numSites).reduce((sum, effect) => sum + effect, 0) / 2;
  return reach < CEILING_MATTERS && half > FAR_MORE * reach ? reach : null;
}

/** A single site cannot be divided: what it shows is all there is. */
const isUseless = ({ reach }: SearchGround, { dose, sites }: Batch, effect: number): boolean =>
  effect > USELESS_SHARE * reach && dose * sites.length > 1;

const smaller = ({ reach }: SearchGround, batch: Batch, effect: number): Batch => ({
  ...batch,
  index: batch.index + 1,
  dose: (batch.dose * HANDFUL_SHARE * reach) / effect,
});

/** Sites of a clear weight are left out of further handfuls: they would blur the rest. */
function unclearSites({ effects, numHandfuls, numSites }: Weighing, deviation: number): number[] {
  const error = (site: number): number => deviation / Math.sqrt(Math.max(1, numHandfuls[site]));
  const limit = (site: number): number => HEAVY * FINE_ENOUGH + CLEAR * error(site);
  return Array.from({ length: numSites }, (_, site) => site).filter(
    (site) => Math.abs(effects[site]) <= limit(site),
  );
}

/** Standard error of an unclear site's weight, as if the other sites' weights were known. */
function meanError({ numHandfuls }: Weighing, sites: readonly number[], deviation: number): number {
  const total = sites.reduce((sum, site) => sum + numHandfuls[site], 0);
  return deviation / Math.sqrt(Math.max(1, total) / Math.max(1, sites.length));
}

function isEnough(weighing: Weighing, unclear: readonly number[], error: number): boolean {
  if (unclear.length === 0 || error <= FINE_ENOUGH) return true;
  if (numCompetitions(weighing) >= MAX_COMPETITIONS) return true;
  const light = unclear.filter((site) => weighing.effects[site] <= HEAVY * error);
  return error <= FINE_AT_LEAST && loadOf(weighing, light) <= LIGHT_ENOUGH;
}

function nextBatch(
  { reach }: SearchGround,
  weighing: Weighing,
  { index, dose, size }: Batch,
  sites: readonly number[],
): Batch {
  const wanted =
    Math.min(HANDFUL_EFFECT, HANDFUL_SHARE * reach) / Math.max(loadOf(weighing, sites), Number.EPSILON);
  return {
    index: index + 1,
    sites,
    dose: Math.min(maxDose(sites.length), dose * MAX_GROWTH, wanted),
    size: Math.min(MAX_BATCH, 2 * size),
    rest: [],
  };
}

const loadOf = ({ effects }: Weighing, sites: readonly number[]): number =>
  sites.reduce((sum, site) => sum + Math.abs(effects[site]), 0);

/** The sites that the pass goes over, in order: of little weight, or heavy only as one of a pair. */
function lightSites({ order, noise }: SearchGround, weighing: Weighing, error: number): number[] {
  const isHeavy = (site: number): boolean => weighing.effects[site] > HEAVY * error;
  const paired = backingUp(weighing, order.filter(isHeavy), noise.deviation);
  return order.filter((site) => !isHeavy(site) || paired.has(site));
}

function others(sites: readonly number[], numSites: number): number[] {
  const among = new Set(sites);
  return Array.from({ length: numSites }, (_, site) => site).filter((site) => !among.has(site));
}

function notesOn(weighing: Weighing, error: number, deviation: number): string[] {
  const { effects, numSites } = weighing;
  const good = Array.from({ length: numSites }, (_, site) => site).filter(
    (site) => effects[site] < -CLEAR * error,
  );
  const notes: string[] = [];
  if (numCompetitions(weighing) >= MAX_COMPETITIONS && error > FINE_AT_LEAST) {
    notes.push(
      `one competition's noise is ${deviation.toPrecision(2)} thresholds: after ${numCompetitions(weighing)} competitions ` +
        `a site's weight is still only known to ${error.toPrecision(2)}, so slight sites may be lost and neutral ones kept`,
    );
  }
  if (good.length > 0) {
    notes.push(
      `knocking out ${good.length === 1 ? 'one site does' : `${good.length} sites do`} good by itself: what it gains hides ` +
        'what other removals lose, so another order could retain other sites',
    );
  }
  return notes;
}
