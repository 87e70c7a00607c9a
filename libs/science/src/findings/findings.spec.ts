import {
  aDoseCalibrationResult,
  aDoseTitrationResult,
  aNulldistResult,
  aScreenResult,
  aSkeleton,
  aSkeletonizationResult,
} from '#testing';
import { findingsOf, type Findings } from './findings';
import { listInWords, numberInWords } from './words';

const nulldist = aNulldistResult({
  numMeasured: 98,
  numFailed: 2,
  falsePositiveRate: 0.00995,
  asymmetry: { mean: 0.0001, standardError: 0.00002, z: 5, favours: 'alpha' },
});
const scoreAt: Record<number, number | null> = { 3: 0.1, 20: 0.1, 7: null };
const screen = aScreenResult(Array.from({ length: 100 }, (_, site) => (site in scoreAt ? scoreAt[site] : 0)));
const calibration = aDoseCalibrationResult();
const titration = aDoseTitrationResult();
const skeletonization = aSkeletonizationResult({
  skeletons: [
    aSkeleton({ notes: ['a note'] }),
    aSkeleton({ index: 1, retainedSites: [1, 2, 3] }),
    aSkeleton({ index: 2, status: 'incomplete', reason: 'it broke', retainedSites: [] }),
  ],
});

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
