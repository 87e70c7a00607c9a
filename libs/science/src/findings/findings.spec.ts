import type {
  DoseCalibrationResult,
  DoseTitrationResult,
  Estimate,
  NulldistResult,
  ScreenCriticalResult,
  SkeletonizationResult,
} from '#contracts';
import { findingsOf, type Findings } from './findings';
import { listInWords, numberInWords } from './words';

const estimate: Estimate = {
  value: 12,
  interval: { low: 8, high: 20, level: 0.95 },
  unit: 'sites',
  method: 'counting',
  assumptions: [],
  notes: [],
};
const thresholds = { deleterious: 0.00099, beneficial: -0.00099 };

const nulldist: NulldistResult = {
  alpha: 0.01,
  replicates: 100,
  numMeasured: 98,
  numFailed: 2,
  scores: [],
  thresholds: {
    orderStatistic: { ...thresholds, rank: 199, pooled: 200 },
    percentile: { deleterious: 0.0009, beneficial: -0.0009 },
  },
  falsePositiveRate: 0.00995,
  percentiles: [],
  asymmetry: { mean: 0.0001, standardError: 0.00002, z: 5, favours: 'alpha' },
};
const screen: ScreenCriticalResult = {
  numSites: 100,
  replicates: 1,
  thresholds,
  falsePositiveRate: 0.01,
  deleteriousSites: [3, 20],
  beneficialSites: [],
  criticalSites: [3, 20],
  notMeasuredSites: [7],
  counts: { measured: 99, notMeasured: 1, deleterious: 2, beneficial: 0 },
  corrected: { deleterious: 1.01, beneficial: 0 },
  scores: [],
  summary: { critical: estimate },
};
const calibration: DoseCalibrationResult = {
  numEligibleSites: 90,
  excludedSites: [],
  thresholds,
  smear: [
    { dose: 1, score: 0.1, detected: true, beneficial: false },
    { dose: 2, score: null, detected: null, beneficial: null },
  ],
  band: null,
  extremes: null,
  doses: [1, 90],
  interpolatedComplexity: { setSize: 1, estimate, likelihood: [] },
};
const titration: DoseTitrationResult = {
  numEligibleSites: 90,
  excludedSites: [],
  thresholds,
  replicates: 10,
  doses: [
    { dose: 3, measured: 0, notMeasured: 10, detected: 0, beneficial: 0, share: null, wilson: null },
    { dose: 9, measured: 9, notMeasured: 1, detected: 1, beneficial: 0, share: 1 / 9, wilson: null },
  ],
  paper: null,
  likelihood: { fits: [], sites: estimate, meanEffect: estimate, totalEffect: estimate, numBootstraps: 0 },
  summary: { additive: estimate },
};
const skeleton = { removalOrder: [], numCompetitions: 1, check: null, jackknife: [] };
const skeletonization: SkeletonizationResult = {
  numSites: 100,
  thresholds,
  procedure: { name: 'galloping', settings: {} },
  numCompetitions: { search: 40, cleanUp: 0, check: 2, jackknife: 12, withdrawn: 3 },
  skeletons: [
    { ...skeleton, index: 0, status: 'complete', retainedSites: [1, 2], notes: ['a note'] },
    { ...skeleton, index: 1, status: 'complete', retainedSites: [1, 2, 3], notes: [] },
    { ...skeleton, index: 2, status: 'incomplete', reason: 'it broke', retainedSites: [], notes: [] },
  ],
  sites: [],
  epistatic: { exclusionAbove: 0.3, severityFrom: null, sites: [] },
  anyEffect: null,
  lowerBounds: { epistatic: estimate, anyEffect: estimate },
  summary: { epistatic: estimate, anyEffect: estimate },
};

const told = (assayType: string, result: object): Findings => {
  const found = findingsOf(assayType, result as Record<string, unknown>);
  if (!found) throw new Error(`no findings of ${assayType}`);
  return found;
};
const textOf = (found: Findings): string => JSON.stringify(found);
const factsOf = (assayType: string, result: object) => Object.fromEntries(told(assayType, result).facts);

test('each type is told in facts that say what was found', () => {
  expect(factsOf('nulldist', nulldist)).toMatchObject({
    'wild-type pairs': '98 measured, 2 failed',
    rule: 'order statistic, 1 % a side',
    'deleterious above': '0.00099',
    'beneficial below': '−0.00099',
    'the image favours': 'alpha: mean 0.0001, z = 5',
  });
  expect(factsOf('screenCritical', screen)).toEqual({
    sites: '99 measured, 1 not measured',
    critical: '2 sites of 100',
    'deleterious when out': '3, 20 (2; less false positives 1.01)',
    'beneficial when out': 'none (0; less false positives 0)',
    'not measured': '7',
  });
  expect(factsOf('doseCalibration', calibration)).toMatchObject({
    smear: '1 of 1 measured doses were detected',
    band: 'none: nothing, or everything, was detected',
    'doses of titration': '1, 90',
  });
  expect(factsOf('doseTitration', titration)).toMatchObject({
    'detected at each dose': '3: not measured, 9: 1 of 9 (11.1 %)',
    'published estimator': 'no estimate',
  });
  expect(factsOf('skeletonization', skeletonization)).toMatchObject({
    skeletons: '2 of 3 complete',
    'sites retained': '2 to 3 of 100',
    competitions: '40 search, 0 clean-up, 2 check, 12 jackknife; 3 withdrawn',
  });
});

test('estimates stand with their titles, notes with their skeleton', () => {
  expect(told('doseTitration', titration).estimates.map(({ title }) => title)).toEqual([
    'Additive sites by likelihood',
    'Mean effect',
    'Total effect',
  ]);
  expect(told('skeletonization', skeletonization).notes).toEqual([
    'Skeleton 0: a note',
    'Skeleton 2: it broke',
  ]);
});

test('nothing found is told in words', () => {
  const none = told('skeletonization', { ...skeletonization, skeletons: skeletonization.skeletons.slice(2) });
  const empty = told('doseTitration', { ...titration, likelihood: null, doses: [] });
  for (const found of [none, empty]) expect(textOf(found)).not.toMatch(/NaN|undefined|Infinity|null/);
  expect(Object.fromEntries(empty.facts)).toMatchObject({ likelihood: 'no estimate' });
});

test('a type without words of its own, and a result of another shape, have no findings', () => {
  expect(findingsOf('imageCheck', {})).toBeUndefined();
  expect(findingsOf('toString', {})).toBeUndefined();
  expect(findingsOf('nulldist', { alpha: 0.01 })).toBeUndefined();
});

test('numbers and lists in words', () => {
  expect([0, 12.34567, -1e-9, NaN, null].map(numberInWords)).toEqual([
    '0',
    '12.35',
    '−1e−9',
    'no number',
    'no number',
  ]);
  expect([listInWords([]), listInWords([4])]).toEqual(['none', '4']);
  expect(listInWords(Array.from({ length: 35 }, (_, i) => i))).toMatch(/28, 29 and 5 more$/);
});
