import type { MarkRecapture, SkeletonizationResult, SkeletonResult } from '#contracts';
import { knockoutGenomeIdOf } from '#domain';
import {
  anyEffectBound,
  anyEffectEstimate,
  captureFrequencies,
  epistaticEstimate,
  epistaticRectangle,
  listInWords,
  lowerBoundEstimate,
  markRecapture,
  noAnyEffect,
  retainedSites,
  type MeasuredSkeleton,
} from '#science';
import type { AssayConclusion, AssayContext, KeptGenome } from '../assay-type';
import { numSitesOf, thresholdsOf } from '../dependency-results';
import { warningLines } from '../measured-score';
import { ceilingWarnings, commonCeiling, underCeiling } from './ceiling';
import { jackknifeResult, replicatesOf } from './jackknife';
import { oversizeWarnings } from './oversized-skeletons';
import type { Found, Skeleton } from './skeleton';

/** What all skeletons together say. Those that could not be completed are left out, and said so. */
export function conclude(
  skeletons: readonly Skeleton[],
  counted: Readonly<Record<string, number>>,
  context: AssayContext,
): AssayConclusion {
  const found = skeletons.filter(isFound);
  if (found.length === 0) {
    const first = skeletons.find((skeleton) => skeleton.stage === 'incomplete');
    const why = first?.stage === 'incomplete' ? `; the first: ${first.reason}` : '';
    return {
      status: 'failed',
      reason: `skeletonization: none of ${skeletons.length} skeletons could be completed${why}`,
      warnings: warningLines(counted),
    };
  }
  const results = skeletons.map((skeleton, index) => skeletonResult(skeleton, index, context));
  const ceiling = commonCeiling(found.map(({ outcome }) => outcome));
  const result: SkeletonizationResult = {
    numSites: numSitesOf(context),
    thresholds: thresholdsOf(context),
    procedure: { name: PROCEDURES[skeletons[0].search.search.kind], settings: settingsOf(context) },
    numCompetitions: numCompetitionsOf(skeletons),
    skeletons: results,
    ...readOuts(results, numSitesOf(context), ceiling),
  };
  return {
    status: 'completed',
    result: { ...result },
    keptGenomes: keptGenomesOf(found),
    warnings: [
      ...warningLines(counted),
      ...skeletonWarnings(results),
      ...oversizeWarnings(results),
      ...ceilingWarnings(ceiling),
      ...measurementWarnings(found),
      ...beneficialWarnings(results, context),
      ...thresholdWarning(context),
    ],
  };
}

const settingsOf = (context: AssayContext): Readonly<Record<string, number>> => ({
  ...context.parameters,
  jackknifeReplicates: replicatesOf(context),
});

/** How a search goes, by what the null distribution says of noise. */
const PROCEDURES = {
  exact:
    'without noise: one pass over a random order of sites in galloping blocks with bisection, one competition a test, each against the wild type',
  noisy:
    'under noise: random handfuls of sites are weighed; those that weigh little go in galloping blocks, tested with replicates until it is clear; the skeleton is weighed again and settled, the lightest of the heavy sites are tried, and it is checked; each competition against the wild type',
} as const;

type FoundSkeleton = Extract<Skeleton, Found>;

const isFound = (skeleton: Skeleton): skeleton is FoundSkeleton => 'outcome' in skeleton;

function skeletonResult(skeleton: Skeleton, index: number, context: AssayContext): SkeletonResult {
  const { genomeIdAlpha, genomeDigest } = context.submission;
  const numCompetitions = plannedOf(skeleton);
  if (!isFound(skeleton)) {
    const reason = skeleton.stage === 'incomplete' ? skeleton.reason : 'it was not finished';
    return {
      index,
      status: 'incomplete',
      reason,
      numCompetitions,
      retainedSites: [],
      removalOrder: [],
      check: null,
      notes: [],
      jackknife: [],
    };
  }
  const { outcome, jackknife, search } = skeleton;
  const digest = jackknife.removed.length === 0 ? genomeDigest : search.kept?.digest;
  return {
    index,
    status: 'complete',
    retainedSites: outcome.retainedSites,
    removalOrder: outcome.removalOrder,
    numCompetitions,
    check: outcome.check,
    notes: outcome.notes,
    genomeId: knockoutGenomeIdOf(genomeIdAlpha, jackknife.removed),
    ...(digest ? { genomeDigest: digest } : {}),
    jackknife: jackknifeResult(jackknife, thresholdsOf(context).deleterious),
  };
}

/** Per-site table and every estimate, over the complete skeletons. */
function readOuts(
  results: readonly SkeletonResult[],
  numSites: number,
  ceiling: number | null,
): Pick<SkeletonizationResult, 'sites' | 'epistatic' | 'anyEffect' | 'lowerBounds' | 'summary'> {
  const measured = results
    .filter(({ status }) => status === 'complete')
    .map(({ jackknife }): MeasuredSkeleton => ({ retained: jackknife }));
  const sites = retainedSites(measured);
  const epistatic = epistaticRectangle(sites);
  const inside = new Set(epistatic.sites);
  const frequencies = captureFrequencies(sites, measured.length);
  const anyEffect = measured.length < 2 ? null : markRecapture(frequencies, numSites);
  const published = epistaticEstimate(measured, numSites);
  const counted = sites.filter(({ site }) => inside.has(site));
  const bound = lowerBoundEstimate(
    captureFrequencies(counted, measured.length),
    numSites,
    'sites often excluded and yet severe',
  );
  return {
    sites,
    epistatic,
    anyEffect,
    lowerBounds: {
      // Where no site can be judged, none inside the rectangle is no finding of none.
      epistatic:
        published.value === null ? { ...bound, value: null, interval: null, notes: published.notes } : bound,
      anyEffect: anyEffectBound(frequencies, numSites),
    },
    summary: {
      epistatic: underCeiling(published, ceiling),
      anyEffect: anyEffectSummary(anyEffect, sites.length, numSites),
    },
  };
}

const anyEffectSummary = (anyEffect: MarkRecapture | null, numSeen: number, numSites: number) =>
  anyEffect
    ? anyEffectEstimate(anyEffect, numSites)
    : noAnyEffect(
        `only one skeleton is complete, and it retains ${numSeen} sites: that many have an effect at least, but nothing tells of the others`,
      );

function keptGenomesOf(found: readonly FoundSkeleton[]): KeptGenome[] {
  const kept = found.flatMap(({ search, jackknife }) =>
    search.kept && jackknife.removed.length > 0 ? [search.kept] : [],
  );
  return [...new Map(kept.map((genome) => [String(genome.sitesOut), genome])).values()];
}

function plannedOf(skeleton: Skeleton): number {
  const { search, cleanUp, check } = skeleton.search.numPlanned;
  return search + cleanUp + check + jackknifesOf(skeleton);
}

const jackknifesOf = (skeleton: Skeleton): number =>
  isFound(skeleton) ? skeleton.jackknife.numPlanned + skeleton.jackknife.numRepeated : 0;

function numCompetitionsOf(skeletons: readonly Skeleton[]): SkeletonizationResult['numCompetitions'] {
  const total = (of: (skeleton: Skeleton) => number): number =>
    skeletons.reduce((sum, skeleton) => sum + of(skeleton), 0);
  return {
    search: total(({ search }) => search.numPlanned.search),
    cleanUp: total(({ search }) => search.numPlanned.cleanUp),
    check: total(({ search }) => search.numPlanned.check),
    jackknife: total(jackknifesOf),
    withdrawn: total(({ search }) => search.numWithdrawn),
  };
}

function skeletonWarnings(results: readonly SkeletonResult[]): string[] {
  const incomplete = results.filter(({ status }) => status === 'incomplete');
  const unsure = results.filter(({ check }) => check && !check.passed);
  const unkept = results.filter(({ status, genomeDigest }) => status === 'complete' && !genomeDigest);
  return [
    ...incomplete.map(({ index, reason }) => `skeleton ${index} is incomplete and left out: ${reason}`),
    ...unsure.map(
      ({ index, check }) =>
        `skeleton ${index} differs detectably from the wild type in its check (mean score ${check!.meanScore.toPrecision(3)} of ${check!.measured}): too much was removed`,
    ),
    ...unkept.map(({ index }) => `the genome of skeleton ${index} was not kept`),
  ];
}

function measurementWarnings(found: readonly FoundSkeleton[]): string[] {
  const numFailed = found.reduce((sum, { jackknife }) => sum + jackknife.numFailed, 0);
  const first = found.find(({ jackknife }) => jackknife.firstFailure)?.jackknife.firstFailure;
  return numFailed === 0
    ? []
    : [`${numFailed} measurements of retained sites failed each time; the first: ${first}`];
}

/** Taking a further site from a skeleton should do harm; where it does good, the severity says only that no harm was seen. */
function beneficialWarnings(results: readonly SkeletonResult[], context: AssayContext): string[] {
  const { beneficial } = thresholdsOf(context);
  const measured = results.flatMap(({ jackknife }) => jackknife.filter(({ score }) => score !== null));
  const sites = measured.filter(({ score }) => score! < beneficial).map(({ site }) => site);
  const distinct = [...new Set(sites)].sort((a, b) => a - b);
  return sites.length === 0
    ? []
    : [
        `${sites.length} of ${measured.length} measurements of retained sites are detectably beneficial (sites ${listInWords(distinct)}): their severity counts as undetected, and a skeleton may retain what it could do without`,
      ];
}

const thresholdWarning = (context: AssayContext): string[] =>
  thresholdsOf(context).deleterious > 0
    ? []
    : [
        'the null distribution has no spread, so the threshold is 0 and any loss at all is detectable; severities, which are counted in thresholds, cannot be had',
      ];
