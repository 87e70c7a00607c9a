import type {
  DoseTitrationResult,
  Estimate,
  Interval,
  ScreenCriticalResult,
  SkeletonizationResult,
} from '#contracts';

/** Results of a submission's completed assays, by type. */
export interface ResultsByType {
  readonly screenCritical?: ScreenCriticalResult;
  readonly doseTitration?: DoseTitrationResult;
  readonly skeletonization?: SkeletonizationResult;
}

export const SUMMARY_KEYS = ['critical', 'additive', 'epistatic', 'anyEffect', 'cryptic'] as const;
export type SummaryKey = (typeof SUMMARY_KEYS)[number];

/** What a submission answers; null where `notes` tell which assay would have been needed. */
export type SubmissionSummary = Readonly<Record<SummaryKey, Estimate | null>> & {
  readonly notes: Readonly<Partial<Record<SummaryKey, string>>>;
};

/**
 * The answer of a whole submission: sites detectable alone, additive sites, epistatic sites, sites with any effect, and
 * cryptic sites: those with an effect that are not detectable alone.
 */
export function submissionSummary(results: ResultsByType): SubmissionSummary {
  const { screenCritical, doseTitration, skeletonization } = results;
  const critical = screenCritical?.summary?.critical ?? null;
  const additive = doseTitration?.summary?.additive ?? null;
  const epistatic = skeletonization?.summary?.epistatic ?? null;
  const anyEffect = skeletonization ? anyEffectAnswer(skeletonization) : null;
  const cryptic = anyEffect && critical ? crypticEstimate(anyEffect, critical) : null;
  const estimates = { critical, additive, epistatic, anyEffect, cryptic };
  const notes = SUMMARY_KEYS.filter((key) => estimates[key] === null).map((key) => [
    key,
    noteOnMissing(SOURCES[key].filter((type) => !results[type])),
  ]);
  return { ...estimates, notes: Object.fromEntries(notes) as SubmissionSummary['notes'] };
}

const SOURCES: Readonly<Record<SummaryKey, readonly (keyof ResultsByType)[]>> = {
  critical: ['screenCritical'],
  additive: ['doseTitration'],
  epistatic: ['skeletonization'],
  anyEffect: ['skeletonization'],
  cryptic: ['skeletonization', 'screenCritical'],
};

const noteOnMissing = (types: readonly string[]): string =>
  types.length === 0
    ? 'its results were recorded by an earlier version, without this estimate'
    : `needs the result of ${types.join(' and ')}, which ${types.length > 1 ? 'were' : 'was'} not asked for or failed`;

/**
 * Chao's bound, because its interval holds the truth far more often; the published estimate is told beside it, and stands in
 * the assay's own result. Where there is no bound, the published estimate with its reasons.
 */
function anyEffectAnswer({ summary, lowerBounds }: Partial<SkeletonizationResult>): Estimate | null {
  const published = summary?.anyEffect ?? null;
  const bound = lowerBounds?.anyEffect;
  if (!bound || bound.value === null) return published;
  if (!published || published.value === null) return bound;
  const told = `the published estimate (${published.method}): ${uncertainty(published)}`;
  return { ...bound, notes: [...bound.notes, told] };
}

/** Sites with any effect less those detectable alone. */
function crypticEstimate(anyEffect: Estimate, critical: Estimate): Estimate {
  const assumptions = [
    'sites detectable alone are among the sites with any effect',
    ...prefixed('any effect', anyEffect.assumptions),
    ...prefixed('critical', critical.assumptions),
  ];
  const method = 'sites with any effect less critical sites';
  const nowhere = [
    ...(anyEffect.value === null ? prefixed('any effect', ['there is no number', ...anyEffect.notes]) : []),
    ...(critical.value === null ? prefixed('critical', ['there is no number', ...critical.notes]) : []),
  ];
  if (anyEffect.value === null || critical.value === null) {
    return { value: null, interval: null, unit: 'sites', method, assumptions, notes: nowhere };
  }
  const difference = anyEffect.value - critical.value;
  return {
    value: Math.max(0, difference),
    interval: differenceInterval(anyEffect, critical, difference),
    unit: 'sites',
    method,
    assumptions,
    notes: [
      ...prefixed('any effect', [uncertainty(anyEffect), ...anyEffect.notes]),
      ...prefixed('critical', [uncertainty(critical), ...critical.notes]),
      ...intervalNotes(anyEffect, critical),
      ...(difference < 0
        ? [
            `the difference is ${difference.toFixed(1)}: fewer sites with any effect than critical ones; told as 0`,
          ]
        : []),
    ],
  };
}

/**
 * Interval of a difference of two independent estimates from their own intervals: low = d − √((a − aLow)² +
 * (cHigh − c)²), high likewise (method of variance estimates recovery, Zou & Donner 2008, Stat. Med. 27:1693). Null
 * without the first interval; carried over from it alone without the second. Never below 0.
 */
function differenceInterval(a: Estimate, c: Estimate, difference: number): Interval | null {
  if (a.interval === null || a.value === null || c.value === null) return null;
  const [below, above] =
    c.interval?.level === a.interval.level ? [c.interval.high - c.value, c.value - c.interval.low] : [0, 0];
  return {
    low: Math.max(0, difference - Math.hypot(a.value - a.interval.low, below)),
    high: Math.max(0, difference + Math.hypot(a.interval.high - a.value, above)),
    level: a.interval.level,
  };
}

function intervalNotes(anyEffect: Estimate, critical: Estimate): string[] {
  if (!anyEffect.interval) return [];
  return critical.interval?.level === anyEffect.interval.level
    ? ['the interval combines both intervals, taken as independent (Zou & Donner 2008)']
    : ['the interval is that of the sites with any effect, less the critical sites as if these were known'];
}

const uncertainty = ({ value, interval }: Estimate): string =>
  interval
    ? `${told(value)}, ${Math.round(interval.level * 100)} % interval ${told(interval.low)} to ${told(interval.high)}`
    : `${told(value)}, without an interval`;

const told = (value: number | null): string =>
  value === null ? 'no number' : String(Number(value.toFixed(1)));

const prefixed = (prefix: string, sentences: readonly string[]): string[] =>
  sentences.map((sentence) => `${prefix}: ${sentence}`);
