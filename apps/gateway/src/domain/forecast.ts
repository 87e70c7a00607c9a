import type { AssayForecast, CompetitionRange, ExecutorView, SubmissionCreate } from '#contracts';

/** All assays together; without a bound where one of them has none. */
export const competitionsOf = (assays: readonly AssayForecast[]): CompetitionRange =>
  range(
    sum(assays.map(({ atLeast }) => atLeast)),
    assays.some(({ atMost }) => atMost === undefined)
      ? undefined
      : sum(assays.map(({ atMost = 0 }) => atMost)),
  );

/**
 * How long all assays take with so many competitions at once, in times of one competition: as long as the longest chain
 * of assays that wait for one another, and no less than all competitions need of the slots together.
 */
export function lengthsOf(assays: readonly AssayForecast[], atOnce: number): CompetitionRange {
  const { atLeast, atMost } = competitionsOf(assays);
  const least = longest(assays, atOnce, (assay) => assay.atLeast);
  if (atMost === undefined) return range(Math.max(least, Math.ceil(atLeast / atOnce)), undefined);
  const most = longest(assays, atOnce, (assay) => assay.atMost ?? assay.atLeast);
  return range(Math.max(least, Math.ceil(atLeast / atOnce)), Math.max(most, Math.ceil(atMost / atOnce)));
}

/** Assays come after what they depend on. */
function longest(
  assays: readonly AssayForecast[],
  atOnce: number,
  countOf: (assay: AssayForecast) => number,
): number {
  const ends = new Map<string, number>();
  for (const assay of assays) {
    const starts = Math.max(0, ...assay.dependsOn.map((type) => ends.get(type) ?? 0));
    const width = Math.min(atOnce, assay.sideBySide ?? atOnce);
    ends.set(assay.assayType, starts + Math.ceil(countOf(assay) / width));
  }
  return Math.max(0, ...ends.values());
}

/** Slots of the executors that are here and can take the submission's runs. Their size is theirs to know. */
export const slotsFor = (
  { pool }: Pick<SubmissionCreate, 'pool'>,
  executors: readonly ExecutorView[],
): number =>
  sum(
    executors
      .filter((executor) => executor.state === 'here' && (pool === undefined || executor.pool === pool))
      .map(({ slots }) => slots),
  );

/** Of at least one. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

const range = (atLeast: number, atMost: number | undefined): CompetitionRange =>
  atMost === undefined ? { atLeast } : { atLeast, atMost };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
