import type { Schemas } from '#client';

type Counters = Schemas['Counters'];

/** How many competitions had ended at a time (ms since 1970). */
export interface ProgressSample {
  readonly at: number;
  readonly ended: number;
}

/** A rate is told over this long: long enough to be steady, short enough to follow a change of the limits. */
const WINDOW_MS = 60_000;
/** Below this nothing is said: two events half a second apart make no rate. */
const LEAST_MS = 3000;
const MOST_SAMPLES = 240;

export const endedOf = ({ completed, failed, cancelled }: Counters): number => completed + failed + cancelled;

export const plannedOf = (counters: Counters): number =>
  counters.pending + counters.active + endedOf(counters);

export function addSample(
  samples: readonly ProgressSample[],
  counters: Counters,
  at: string,
): readonly ProgressSample[] {
  const sample = { at: Date.parse(at), ended: endedOf(counters) };
  const last = samples.at(-1);
  if (Number.isNaN(sample.at) || (last && sample.at <= last.at)) return samples;
  // Fewer than before: it was tried again, and the old pace says nothing.
  if (last && sample.ended < last.ended) return [sample];
  return [...samples, sample].filter((s) => sample.at - s.at <= WINDOW_MS).slice(-MOST_SAMPLES);
}

/** Competitions a second lately; undefined where it cannot be told (yet). */
export function rateOf(samples: readonly ProgressSample[]): number | undefined {
  const [first, last] = [samples.at(0), samples.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_MS || last.ended === first.ended) return undefined;
  return ((last.ended - first.ended) * 1000) / (last.at - first.at);
}

/** Seconds until what is planned so far has ended, at this rate. Assays plan in rounds, so more may come. */
export function secondsLeft(counters: Counters, rate: number | undefined): number | undefined {
  const open = counters.pending + counters.active;
  return rate === undefined || rate <= 0 || open === 0 ? undefined : open / rate;
}

/** `40 s`, `3 min`, `2 h 5 min`, `3 d 4 h`: rounded, as an estimate is. */
export function durationInWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  if (minutes < 48 * 60) return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return withRest(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const withRest = (whole: number, unit: string, rest: number, smaller: string): string =>
  rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smaller}`;

/** `120 a second`, `4.2 a second`, `12 a minute`. */
export function rateInWords(rate: number): string {
  if (rate >= 10) return `${Math.round(rate)} a second`;
  if (rate >= 1) return `${rate.toFixed(1)} a second`;
  const perMinute = rate * 60;
  return `${perMinute >= 10 ? Math.round(perMinute) : perMinute.toFixed(1)} a minute`;
}
