import type {
  DoseCalibrationResult,
  DoseTitrationResult,
  Estimate,
  NulldistResult,
  ScreenCriticalResult,
  SkeletonizationResult,
} from '#contracts';
import { countInWords, listInWords, numberInWords, percentInWords } from './words';

/** What an assay found, in words: what a report shows beside the figures, and a terminal in their place. */
export interface Findings {
  readonly facts: readonly Fact[];
  /** Answers of the assay itself, with their intervals; those of the submission stand in its summary. */
  readonly estimates: readonly TitledEstimate[];
  /** What else the reader should know, in sentences. */
  readonly notes: readonly string[];
}

export type Fact = readonly [label: string, told: string];

export interface TitledEstimate {
  readonly title: string;
  /** What is counted or measured, in a sentence. */
  readonly meaning: string;
  readonly estimate: Estimate;
}

const FINDINGS: Readonly<Record<string, (result: never) => Findings>> = {
  nulldist,
  screenCritical,
  doseCalibration,
  doseTitration,
  skeletonization,
};

/** Undefined for a type without words of its own, and for a result that an earlier version recorded otherwise. */
export function findingsOf(
  assayType: string,
  result: Readonly<Record<string, unknown>>,
): Findings | undefined {
  try {
    return Object.hasOwn(FINDINGS, assayType) ? FINDINGS[assayType](result as never) : undefined;
  } catch {
    return undefined;
  }
}

function nulldist(result: NulldistResult): Findings {
  const { alpha, thresholds, falsePositiveRate, asymmetry } = result;
  const { orderStatistic, percentile } = thresholds;
  const favoured = `${asymmetry.favours}: mean ${numberInWords(asymmetry.mean)}, z = ${numberInWords(asymmetry.z)}`;
  return factsOnly([
    [
      'wild-type pairs',
      `${numberInWords(result.numMeasured)} measured, ${numberInWords(result.numFailed)} failed`,
    ],
    ['rule', `order statistic, ${percentInWords(alpha)} a side`],
    ['deleterious above', numberInWords(orderStatistic.deleterious)],
    ['beneficial below', numberInWords(orderStatistic.beneficial)],
    ['false positives', `${percentInWords(falsePositiveRate)} a side`],
    [
      'published rule',
      `above ${numberInWords(percentile.deleterious)}, below ${numberInWords(percentile.beneficial)}`,
    ],
    ['the image favours', asymmetry.favours === null ? 'neither side' : favoured],
  ]);
}

function screenCritical(result: ScreenCriticalResult): Findings {
  const { counts, corrected, notMeasuredSites } = result;
  const of = (found: readonly number[], real: number): string =>
    `${listInWords(found)} (${found.length}; less false positives ${numberInWords(real)})`;
  return factsOnly([
    [
      'sites',
      `${numberInWords(counts.measured)} measured, ${numberInWords(counts.notMeasured)} not measured`,
    ],
    ['critical', `${countInWords(result.criticalSites.length, 'site')} of ${numberInWords(result.numSites)}`],
    ['deleterious when out', of(result.deleteriousSites, corrected.deleterious)],
    ['beneficial when out', of(result.beneficialSites, corrected.beneficial)],
    ...(notMeasuredSites.length > 0 ? [['not measured', listInWords(notMeasuredSites)] as const] : []),
  ]);
}

function doseCalibration(result: DoseCalibrationResult): Findings {
  const { band, doses, smear, interpolatedComplexity: sets } = result;
  const measured = smear.filter(({ score }) => score !== null);
  const detected = measured.filter((each) => each.detected);
  const rise = band
    ? `detection rises from 5 % to 95 % between ${numberInWords(band.low)} and ${numberInWords(band.high)} sites (${band.method})`
    : 'none: nothing, or everything, was detected';
  return {
    facts: [
      ['eligible sites', numberInWords(result.numEligibleSites)],
      ['smear', `${detected.length} of ${measured.length} measured doses were detected`],
      ['band', rise],
      ['doses of titration', listInWords(doses)],
    ],
    estimates: [
      {
        title: 'Interpolated complexity',
        meaning: `Disjoint sets of ${countInWords(sets.setSize, 'site')} that explain the smear.`,
        estimate: sets.estimate,
      },
    ],
    notes: [],
  };
}

function doseTitration(result: DoseTitrationResult): Findings {
  const { paper, likelihood, doses } = result;
  const shares = doses.map(({ dose, detected, measured, share }) =>
    share === null
      ? `${dose}: not measured`
      : `${dose}: ${detected} of ${measured} (${percentInWords(share)})`,
  );
  const published = paper
    ? `${numberInWords(paper.sites)} sites of ${numberInWords(paper.effect)} thresholds each (r = ${numberInWords(paper.r)}, p = ${numberInWords(paper.p)})`
    : 'no estimate';
  return {
    facts: [
      ['eligible sites', numberInWords(result.numEligibleSites)],
      ['competitions per dose', numberInWords(result.replicates)],
      ['detected at each dose', listInWords(shares)],
      ['published estimator', published],
      ...(likelihood ? [] : [['likelihood', 'no estimate'] as const]),
    ],
    estimates: likelihood ? likelihoodEstimates(likelihood) : [],
    notes: [],
  };
}

const likelihoodEstimates = ({
  sites,
  meanEffect,
  totalEffect,
}: NonNullable<DoseTitrationResult['likelihood']>): TitledEstimate[] => [
  { title: 'Additive sites by likelihood', meaning: 'Hypergeometric draws of effects.', estimate: sites },
  { title: 'Mean effect', meaning: 'Of one additive site.', estimate: meanEffect },
  { title: 'Total effect', meaning: 'Of all additive sites together.', estimate: totalEffect },
];

function skeletonization(result: SkeletonizationResult): Findings {
  const { skeletons, numCompetitions: asked, epistatic, lowerBounds } = result;
  const sizes = skeletons.flatMap(({ status, retainedSites }) =>
    status === 'complete' ? [retainedSites.length] : [],
  );
  const retained = `${Math.min(...sizes)} to ${Math.max(...sizes)} of ${numberInWords(result.numSites)}`;
  const phases = [
    `${numberInWords(asked.search)} search`,
    `${numberInWords(asked.cleanUp)} clean-up`,
    `${numberInWords(asked.check)} check`,
    `${numberInWords(asked.jackknife)} jackknife`,
  ];
  const chao = 'Chao’s lower bound.';
  return {
    facts: [
      ['skeletons', `${sizes.length} of ${skeletons.length} complete`],
      ...(sizes.length > 0 ? [['sites retained', retained] as const] : []),
      ['procedure', result.procedure.name],
      ['competitions', `${phases.join(', ')}; ${numberInWords(asked.withdrawn)} withdrawn`],
      ['sites seen in any skeleton', numberInWords(result.sites.length)],
      ['epistatic sites by the published rule', listInWords(epistatic.sites)],
    ],
    estimates: [
      { title: 'Epistatic sites, at least', meaning: chao, estimate: lowerBounds.epistatic },
      {
        title: 'Sites with any effect, as published',
        meaning: 'Mark–recapture; the summary gives Chao’s lower bound.',
        estimate: result.summary.anyEffect,
      },
    ],
    notes: skeletons.flatMap(({ index, reason, notes }) =>
      [...(reason ? [reason] : []), ...notes].map((line) => `Skeleton ${index}: ${line}`),
    ),
  };
}

const factsOnly = (facts: readonly Fact[]): Findings => ({ facts, estimates: [], notes: [] });
