import { startPass } from './pass-stage';
import type { Round, SearchGround } from './stage';
import { CLEAR, handful, noWeighing, numCompetitions, weighed, type Batch, type Weighing } from './weighing';

/** Sites in a competition of the first, small batch; what they weigh sets the next dose. */
const FIRST_HANDFUL = 8;
const FIRST_BATCH = 50;
/** Largest batch: doses follow what was learned. */
const MAX_BATCH = 300;
/** Effect that a handful should have, in thresholds: enough to tell much, not so much that an assay saturates. */
const HANDFUL_EFFECT = 3;
/**
 * Largest dose: a set of s sites that back each other up is out whole with each of them in dose^(s−1) of its
 * competitions, and its sites look by so much of its penalty heavier than they are.
 */
const MAX_DOSE = 0.1;
/** But in a small genome a handful holds so many sites on average, or every other site. */
const LEAST_HANDFUL = 2;
/** A dose grows at most so much from one batch to the next. */
const MAX_GROWTH = 8;
/** Standard error per site at which the weighing ends, in thresholds. */
const FINE_ENOUGH = 0.035;
/** And the most competitions that it takes, however strong the noise. */
const MAX_COMPETITIONS = 6000;
/** Sites above this weight stay; the pass goes over the others. Three standard errors of the finished weighing. */
const HEAVY = 0.1;

/** The first stage: weighs every site on its own until a site of weight HEAVY can be told from one of none. */
export function startWeighing(ground: SearchGround): Round {
  const sites = Array.from({ length: ground.numSites }, (_, site) => site);
  const dose = Math.min(maxDose(ground.numSites), FIRST_HANDFUL / ground.numSites);
  const batch = { index: 0, sites, dose, size: FIRST_BATCH, rest: [] };
  return weighingRound(ground, noWeighing(ground.numSites, ground.seed), batch);
}

const maxDose = (numSites: number): number => Math.max(MAX_DOSE, Math.min(0.5, LEAST_HANDFUL / numSites));

const weighingRound = (ground: SearchGround, weighing: Weighing, batch: Batch): Round => ({
  phase: 'search',
  size: batch.size,
  sitesOut: (index) => handful(weighing, batch, index),
  after: (effects) => {
    const { deviation } = ground.noise;
    const now = weighed(weighing, batch, effects, deviation);
    const following = nextBatch(now, batch, deviation);
    if (following) return weighingRound(ground, now, following);
    const light = ground.order.filter((site) => now.effects[site] <= HEAVY);
    return startPass(ground, now, light);
  },
});

/** Null when all sites are weighed finely enough. Sites of a clear weight are left out: they would blur the rest. */
function nextBatch(weighing: Weighing, last: Batch, deviation: number): Batch | null {
  const { effects, numHandfuls } = weighing;
  const error = (site: number): number => deviation / Math.sqrt(Math.max(1, numHandfuls[site]));
  const sites = Array.from({ length: weighing.numSites }, (_, site) => site).filter(
    (site) => Math.abs(effects[site]) <= HEAVY + CLEAR * error(site),
  );
  const meanHandfuls = sites.reduce((sum, site) => sum + numHandfuls[site], 0) / Math.max(1, sites.length);
  const fine = deviation / Math.sqrt(meanHandfuls) <= FINE_ENOUGH;
  if (sites.length === 0 || fine || numCompetitions(weighing) >= MAX_COMPETITIONS) return null;
  const load = sites.reduce((sum, site) => sum + Math.abs(effects[site]), 0);
  const dose = Math.min(
    maxDose(sites.length),
    last.dose * MAX_GROWTH,
    HANDFUL_EFFECT / Math.max(load, Number.EPSILON),
  );
  return { index: last.index + 1, sites, dose, size: Math.min(MAX_BATCH, 2 * last.size), rest: [] };
}
