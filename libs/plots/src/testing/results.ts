/** Results to be drawn: usual ones, and such as are hard to draw. */
import type { SkeletonizationResult } from '#contracts';
import {
  aDoseCalibrationResult,
  aDoseTitrationResult,
  aNulldistResult,
  aScreenResult,
  aSkeleton,
  aSkeletonizationResult,
  noEstimate,
} from '#testing';

const thresholds = { deleterious: 0.0011, beneficial: -0.0009 };
const none = noEstimate();

export const nulldist = aNulldistResult({
  thresholds: {
    orderStatistic: { deleterious: 0.0007, beneficial: -0.0007, rank: 8, pooled: 8 },
    percentile: { deleterious: 0.0006, beneficial: -0.0006 },
  },
});

const screen = (scores: readonly (number | null)[]) => aScreenResult(scores, { thresholds });

const calibration = aDoseCalibrationResult({
  numEligibleSites: 40,
  thresholds,
  smear: [
    { dose: 1, score: 0, detected: false, beneficial: false },
    { dose: 4, score: null, detected: null, beneficial: null },
    { dose: 9, score: -0.002, detected: false, beneficial: true },
    { dose: 20, score: 0.004, detected: true, beneficial: false },
    { dose: 40, score: 0.01, detected: true, beneficial: false },
  ],
  band: {
    low: 5.5,
    high: 21,
    method: 'logistic',
    curve: [
      { dose: 1, probability: 0.01 },
      { dose: 10, probability: 0.4 },
      { dose: 40, probability: 0.99 },
    ],
  },
  doses: [6, 11, 21],
});

const titration = aDoseTitrationResult({
  numEligibleSites: 40,
  thresholds,
  doses: [
    {
      dose: 6,
      measured: 9,
      notMeasured: 1,
      detected: 1,
      beneficial: 0,
      share: 1 / 9,
      wilson: { low: 0.02, high: 0.43, level: 0.95 },
    },
    { dose: 11, measured: 0, notMeasured: 10, detected: 0, beneficial: 0, share: null, wilson: null },
    {
      dose: 21,
      measured: 10,
      notMeasured: 0,
      detected: 9,
      beneficial: 0,
      share: 0.9,
      wilson: { low: 0.6, high: 0.98, level: 0.95 },
    },
  ],
  paper: {
    r: 3,
    p: 0.2,
    sites: 8,
    effect: 1 / 3,
    sumSquaredError: 0.01,
    fitted: [0.1, 0.4, 0.85],
    atGridEdge: false,
  },
  likelihood: {
    fits: [
      { effects: 'uniform', sites: 9, meanEffect: 0.3, logLikelihood: -10, fitted: [0.12, 0.42, 0.88] },
      { effects: 'exponential', sites: 12, meanEffect: 0.2, logLikelihood: -11, fitted: [0.13, 0.41, 0.87] },
    ],
    sites: none,
    meanEffect: none,
    totalEffect: none,
    numBootstraps: 0,
  },
  summary: { additive: { ...none, value: 9, interval: { low: 7, high: 12, level: 0.95 } } },
});

/** Every skeleton retains the `often` sites; of the rest each retains the one that its turn brings. */
const skeletonization = (
  numSites: number,
  numSkeletons: number,
  often: number,
  rest: number,
): SkeletonizationResult => {
  const retained = Array.from({ length: numSkeletons }, (_, k) =>
    Array.from({ length: often + rest }, (_, site) => site).filter(
      (site) => site < often || site % numSkeletons === k % numSkeletons,
    ),
  );
  const sites = Array.from({ length: often + rest }, (_, site) => ({
    site,
    numRetained: site < often ? numSkeletons : 1,
    exclusion: site < often ? 0 : 1 - 1 / numSkeletons,
    severity: site === 0 ? null : site < often ? 2 + (site % 7) / 10 : 4,
  }));
  return aSkeletonizationResult({
    numSites,
    skeletons: [
      ...retained.map((retainedSites, index) => aSkeleton({ index, retainedSites })),
      aSkeleton({ index: numSkeletons, status: 'incomplete', retainedSites: [] }),
    ],
    sites,
    epistatic: {
      exclusionAbove: 0.3,
      severityFrom: often > 1 ? 2.1 : null,
      sites: often > 1 ? sites.slice(often).map(({ site }) => site) : [],
    },
    anyEffect: anyEffect(sites, numSkeletons),
  });
};

const anyEffect = (
  sites: SkeletonizationResult['sites'],
  numSkeletons: number,
): SkeletonizationResult['anyEffect'] => ({
  numSkeletons,
  captureFrequencies: Array.from({ length: numSkeletons }, (_, j) =>
    sites.reduce((sum, { numRetained }) => sum + (numRetained === j + 1 ? 1 : 0), 0),
  ),
  numDistinct: sites.length,
  order: 1,
  estimates: [sites.length, sites.length + 2.5],
  standardErrors: [0, 1],
  testStatistics: [null],
  estimate: sites.length + 2.5,
  interval: { low: sites.length, high: sites.length + 5, level: 0.95 },
});

const small = skeletonization(30, 4, 6, 8);

/** A usual result of each kind, and what its picture must say in words. */
export const usual: Readonly<Record<string, { result: object; says: readonly string[] }>> = {
  'null-histogram': {
    result: nulldist,
    says: ['order statistic', '−0.0007 or above 0.0007', '−0.0006 or above 0.0006', '1 more failed'],
  },
  scores: {
    result: screen([0, 0.002, -0.003, null, 0.0005]),
    says: [
      'deleterious &gt; 0.0011',
      'beneficial &lt; −0.0009',
      'not measured (×)',
      'site',
      'score per update',
    ],
  },
  smear: {
    result: calibration,
    says: [
      'deleterious &gt; 0.0011',
      '5.5 to 21 sites',
      '6, 11, 21',
      'P(detected)',
      'not measured (×)',
      'beneficial',
    ],
  },
  'dose-response': {
    result: titration,
    says: [
      '95 % Wilson',
      'published: 8 sites',
      'uniform effects: 9 sites',
      'exponential effects: 12 sites',
      '11 not measured',
    ],
  },
  skeletons: {
    result: small,
    says: [
      '14 sites of 30',
      '4 complete skeletons',
      '1 incomplete skeleton left out',
      'epistatic',
      'retained by at least 70 %',
    ],
  },
  'exclusion-severity': {
    result: small,
    says: [
      'excluded by more than 30 %',
      'severity ≥ 2.1',
      '8 epistatic sites of 14',
      'severity not measured (×)',
    ],
  },
  'capture-frequencies': {
    result: small,
    says: ['14 sites seen', '16.5 sites in all (95 %: 14 to 19)', 'never retained, estimated', '≈ 2.5'],
  },
};

/** Results at the edge of what can be drawn, by figure. */
export const edges: readonly (readonly [figure: string, why: string, result: object])[] = [
  ['null-histogram', 'nothing measured', { ...nulldist, scores: [], numMeasured: 0 }],
  ['null-histogram', 'all scores alike', { ...nulldist, scores: [0, 0, 0] }],
  [
    'null-histogram',
    'no width at all',
    {
      ...nulldist,
      scores: [0],
      thresholds: {
        orderStatistic: { deleterious: 0, beneficial: 0, rank: 1, pooled: 2 },
        percentile: { deleterious: 0, beneficial: 0 },
      },
    },
  ],
  ['scores', 'nothing measured', screen([null, null])],
  ['scores', 'one site', screen([0])],
  [
    'scores',
    'a long genome',
    screen(Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 101) / 1e5 - 5e-4)),
  ],
  [
    'scores',
    'a long genome of critical sites',
    screen(Array.from({ length: 10_000 }, (_, i) => 0.002 + i / 1e6)),
  ],
  ['smear', 'nothing measured', { ...calibration, smear: calibration.smear.slice(1, 2) }],
  ['smear', 'no band, no doses', { ...calibration, band: null, doses: [] }],
  ['smear', 'one dose', { ...calibration, smear: calibration.smear.slice(0, 1), band: null }],
  [
    'dose-response',
    'nothing measured',
    { ...titration, doses: titration.doses.slice(1, 2), paper: null, likelihood: null },
  ],
  ['dose-response', 'no fits', { ...titration, paper: null, likelihood: null }],
  [
    'dose-response',
    'one dose',
    {
      ...titration,
      doses: titration.doses.slice(0, 1),
      paper: { ...titration.paper, fitted: [0.1] },
      likelihood: null,
    },
  ],
  ['skeletons', 'none complete', { ...small, skeletons: small.skeletons.slice(-1), sites: [] }],
  ['skeletons', 'nothing retained', { ...small, sites: [] }],
  ['skeletons', 'a long genome', skeletonization(10_000, 20, 3000, 2000)],
  ['skeletons', 'many skeletons', skeletonization(1000, 100, 50, 50)],
  ['exclusion-severity', 'nothing retained', { ...small, sites: [] }],
  ['exclusion-severity', 'one site without severity, no decision', skeletonization(10, 2, 1, 0)],
  ['exclusion-severity', 'a long genome', skeletonization(10_000, 20, 3000, 2000)],
  ['capture-frequencies', 'no estimate', { ...small, anyEffect: null }],
  ['capture-frequencies', 'many skeletons', skeletonization(1000, 100, 50, 50)],
];
