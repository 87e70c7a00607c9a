import { foldScore, nextTests, startSearch } from './run-search';
import type { SearchSettings, SkeletonOutcome, SkeletonTest } from './search';

/**
 * Runs a search to its end on scores made up on the spot: for simulations. `pick` says which of the running tests
 * ends next (0 is the oldest). Gives every test that was started, in order.
 */
export function simulateSearch(
  settings: SearchSettings,
  score: (test: SkeletonTest) => number,
  pick: (numRunning: number) => number = () => 0,
): { readonly outcome: SkeletonOutcome; readonly tests: readonly SkeletonTest[] } {
  let state = startSearch(settings);
  let running: SkeletonTest[] = [];
  const tests: SkeletonTest[] = [];
  for (;;) {
    const next = nextTests(state);
    if ('outcome' in next) return { outcome: next.outcome, tests };
    for (const test of next.start) tests.push(test);
    running = [...running, ...next.start].filter(({ key }) => !next.withdraw.includes(key));
    if (running.length === 0 || running.length > settings.speculation) {
      throw new Error(`${running.length} tests run at once, where 1 to ${settings.speculation} may`);
    }
    const [ended] = running.splice(pick(running.length), 1);
    state = foldScore(next.state, ended.key, score(ended));
  }
}
