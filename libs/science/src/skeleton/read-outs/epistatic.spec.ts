import { drawGenome, type ExplicitGenome } from '../../explicit-model';
import { seededRandom, type Random } from '../../random';
import { lowerBoundEstimate } from './chao-lower-bound';
import { epistaticEstimate } from './epistatic';
import { epistaticRectangle } from './epistatic-rectangle';
import { explicitSkeleton } from './explicit-skeleton';
import { captureFrequencies, retainedSites, type MeasuredSkeleton } from './retained-sites';

const study = (genome: ExplicitGenome, numSkeletons: number, random: Random): MeasuredSkeleton[] =>
  Array.from({ length: numSkeletons }, () => explicitSkeleton(genome, random));

test('an experiment of the published size: 4000 sites, 200 additive, 20 sets of 5, 20 skeletons', () => {
  const random = seededRandom(5);
  const genome = drawGenome(
    { numSites: 4000, numAdditive: 200, numCritical: 0, numSets: 20, setSize: 5, overlapping: true },
    random,
  );
  const skeletons = study(genome, 20, random);
  const sites = retainedSites(skeletons);
  const { sites: found, severityFrom } = epistaticRectangle(sites);
  const truth = new Set(genome.sets.flatMap((set) => set.sites));
  expect(found.filter((site) => !truth.has(site))).toEqual([]);
  expect(found.length).toBeGreaterThan(0.9 * truth.size);
  // The published one is 1.1739: an additive site costs what was removed (just under 1) and its own effect.
  expect(severityFrom).toBeGreaterThan(1.1);
  expect(severityFrom).toBeLessThan(1.25);
  const estimate = epistaticEstimate(skeletons, 4000);
  expect(estimate.value).toBe(found.length);
  expect(estimate.interval!.low).toBeLessThan(found.length);
});

/** Repetitions of a study of five skeletons: the count's interval and the bound with unseen sites. */
describe('by simulation, five skeletons of one genome', () => {
  const random = seededRandom(8);
  const genome = drawGenome(
    { numSites: 300, numAdditive: 30, numCritical: 0, numSets: 20, setSize: 5 },
    random,
  );
  const repetitions = Array.from({ length: 150 }, () => study(genome, 5, random));
  const estimates = repetitions.map((skeletons) => epistaticEstimate(skeletons, 300));

  test('the interval covers the mean count over repetitions in 95 % and more', () => {
    const mean = estimates.reduce((sum, { value }) => sum + value!, 0) / estimates.length;
    const covered = estimates.filter(({ interval }) => interval!.low <= mean && mean <= interval!.high);
    expect(covered.length / estimates.length).toBeGreaterThan(0.95);
    // And the count itself shows about two thirds of the 100 sites: 1 − 0.8⁵.
    expect(mean).toBeGreaterThan(60);
    expect(mean).toBeLessThan(75);
  });

  test('the lower bound with unseen sites lies around the 100 that there are, and its interval mostly holds them', () => {
    const bounds = repetitions.map((skeletons) => {
      const sites = retainedSites(skeletons);
      const inside = new Set(epistaticRectangle(sites).sites);
      const counted = sites.filter(({ site }) => inside.has(site));
      return lowerBoundEstimate(captureFrequencies(counted, 5), 300, 'epistatic sites');
    });
    const mean = bounds.reduce((sum, { value }) => sum + value!, 0) / bounds.length;
    expect(Math.abs(mean - 100)).toBeLessThan(7);
    const covered = bounds.filter(({ interval }) => interval!.low <= 100 && interval!.high >= 100);
    expect(covered.length / bounds.length).toBeGreaterThan(0.9);
  });
});

describe('too little to say', () => {
  const lone = (site: number): MeasuredSkeleton => ({ retained: [{ site, severity: 2 }] });

  test.each([
    ['no skeletons', [], null, 'no skeleton is complete'],
    ['one skeleton', [lone(1)], null, 'only one skeleton is complete'],
    ['no site retained', [{ retained: [] }, { retained: [] }, { retained: [] }], 0, 'only sites seen'],
    ['nothing rarely excluded', [lone(1), lone(2), lone(3)], null, 'nothing to hold the others against'],
  ])('%s', (_, skeletons, value, note) => {
    const estimate = epistaticEstimate(skeletons, 10);
    expect(estimate.value).toBe(value);
    expect(estimate.notes[0]).toContain(note);
  });

  test('two skeletons give a count and no interval', () => {
    const both = { site: 9, severity: 1.5 };
    const two = [3, 4].map((site) => ({ retained: [both, { site, severity: 2 }] }));
    const estimate = epistaticEstimate(two, 10);
    expect(estimate).toMatchObject({ value: 2, interval: null });
    expect(estimate.notes).toContainEqual('an interval needs at least 3 complete skeletons, here 2');
  });
});

test('where losses from skeletons go undetected, severity tells nothing, and there is no count', () => {
  const skeleton = (retained: readonly number[], severity: number) => ({
    retained: retained.map((site) => ({ site, severity })),
  });
  const skeletons = [skeleton([1, 2, 3], 1), skeleton([1, 2, 4], 1), skeleton([1, 2, 5], 1)];
  expect(epistaticRectangle(retainedSites(skeletons))).toMatchObject({ severityFrom: 1, sites: [3, 4, 5] });
  const { value, interval, notes } = epistaticEstimate(skeletons, 10);
  expect([value, interval]).toEqual([null, null]);
  expect(notes).toEqual([expect.stringContaining('often excluded passes it, here 3')]);
});
