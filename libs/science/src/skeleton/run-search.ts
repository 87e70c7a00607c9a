import { withoutVariance } from './decide';
import * as exact from './exact-search';
import * as noisy from './noisy-search';
import type { Next, SearchSettings } from './search';

/** Opaque: only the searches themselves look inside. */
export type SearchState =
  | { readonly kind: 'exact'; readonly search: exact.ExactSearch }
  | { readonly kind: 'noisy'; readonly search: noisy.NoisySearch };

/** Throws RangeError when the settings make no search, with the reason. */
export function startSearch(settings: SearchSettings): SearchState {
  const complaint = complaintAbout(settings);
  if (complaint) throw new RangeError(`no search for a skeleton: ${complaint}`);
  return withoutVariance(settings.nullScores)
    ? { kind: 'exact', search: exact.start(settings) }
    : { kind: 'noisy', search: noisy.start(settings) };
}

/** What to run next, each test once; `start` is empty while the search waits for scores. */
export function nextTests(state: SearchState): Next<SearchState> {
  if (state.kind === 'exact') {
    const next = exact.next(state.search);
    return 'outcome' in next ? next : { ...next, state: { kind: 'exact', search: next.state } };
  }
  const next = noisy.next(state.search);
  return 'outcome' in next ? next : { ...next, state: { kind: 'noisy', search: next.state } };
}

/**
 * The state with one score in. A score of a withdrawn test, or a second one, changes nothing. Throws RangeError for
 * a key that the search never gave out and for a score that is not a finite number.
 */
export function foldScore(state: SearchState, key: number, score: number): SearchState {
  if (!Number.isFinite(score)) throw new RangeError(`test ${key}: score ${score} is not a finite number`);
  return state.kind === 'exact'
    ? { kind: 'exact', search: exact.fold(state.search, key, score) }
    : { kind: 'noisy', search: noisy.fold(state.search, key, score) };
}

function complaintAbout({ numSites, speculation, nullScores, thresholds }: SearchSettings): string | null {
  if (!(Number.isInteger(numSites) && numSites >= 1)) return `${numSites} sites; it takes at least 1`;
  if (!(Number.isInteger(speculation) && speculation >= 1))
    return `speculation ${speculation} is not 1 or more`;
  if (nullScores.length === 0 || !nullScores.every(Number.isFinite))
    return 'no null scores, or some not finite';
  const { deleterious, beneficial } = thresholds;
  if (!(deleterious >= 0 && beneficial <= 0)) return `thresholds ${beneficial}..${deleterious} do not hold 0`;
  return null;
}
