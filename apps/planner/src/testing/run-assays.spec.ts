import type { NulldistResult, ScreenCriticalResult } from '#contracts';
import { drawGenome, seededRandom } from '#science';
import { submissionCreate } from '#testing';
import type { AssayType } from '../domain/assays/assay-type';
import { nulldist } from '../domain/assays/nulldist';
import { screenCritical } from '../domain/assays/screen-critical';
import { resultOf, runAssays, type AssayStudy } from './run-assays';
import { explicitImage, failingImage } from './simulated-image';

const recipe = { numSites: 60, numCritical: 4, numAdditive: 10, numSets: 2, setSize: 3 };
const genome = drawGenome(recipe, seededRandom(1));
const study = (overrides: Partial<AssayStudy> = {}): AssayStudy => ({
  types: [nulldist, screenCritical] as AssayType[],
  submission: submissionCreate(),
  numSites: 60,
  image: explicitImage(genome, 'exact'),
  ...overrides,
});

test('plays assays in turn, each with the results of those before', () => {
  const played = runAssays(study());
  expect(resultOf<NulldistResult>(played, 'nulldist').numMeasured).toBe(100);
  const screen = resultOf<ScreenCriticalResult>(played, 'screenCritical');
  expect(screen.criticalSites).toEqual(genome.criticalSites);
  expect(played.screenCritical).toMatchObject({ numRounds: 2, numSettled: 60, numWithdrawn: 0 });
});

test('a failed assay fails those that depend on it', () => {
  const played = runAssays(study({ image: failingImage(explicitImage(genome, 'noisy'), 1) }));
  expect(played.screenCritical.conclusion).toEqual({
    status: 'failed',
    reason: 'nulldist failed',
    warnings: [],
  });
  expect(() => resultOf(played, 'nulldist')).toThrow('nulldist failed: nulldist needs 50 scores');
});

/** Plans three, withdraws the first, and concludes when both others are in. */
const impatient = (fold: AssayType<number[]>['fold']): AssayType<number[]> => ({
  name: 'impatient',
  dependsOn: [],
  runs: 'contests',
  start: () => [],
  fold,
  next: (state, _context, nextOrdinal) => {
    if ([1, 2].every((ordinal) => state.includes(ordinal))) {
      return { conclusion: { status: 'completed', result: { state }, warnings: [] } };
    }
    const contests =
      nextOrdinal === 0 ? [0, 1, 2].map((site) => ({ sitesOutAlpha: [], sitesOutBeta: [site] })) : [];
    return { state, plan: { contests, withdraw: nextOrdinal === 0 ? [0] : [], wake: 'any' } };
  },
});
const folded: AssayType<number[]>['fold'] = (state, results) => [...state, ...results.map((r) => r.ordinal)];

test('settles in many orders, and a withdrawn competition may still bring its result', () => {
  const orders = Array.from({ length: 100 }, (_, settlingSeed) => {
    const played = runAssays(study({ types: [impatient(folded)] as AssayType[], settlingSeed }));
    return resultOf<{ state: number[] }>(played, 'impatient').state.join();
  });
  expect([...new Set(orders)].sort()).toEqual(['0,1,2', '0,2,1', '1,2', '2,1']);
});

test('catches a state that is changed in place, and a wait for nothing', () => {
  const mutating = impatient((state, results) => {
    state.push(...results.map((r) => r.ordinal));
    return state;
  });
  expect(() => runAssays(study({ types: [mutating] as AssayType[] }))).toThrow(TypeError);
  const deaf = impatient((state) => state);
  expect(() => runAssays(study({ types: [deaf] as AssayType[] }))).toThrow(
    'waits, but no competition is live',
  );
});
