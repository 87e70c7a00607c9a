import { mean } from './noise';
import type { Finished, Round, SearchGround } from './stage';

/** Competitions of the finished skeleton: its load is then known to 0.08 thresholds under a normal null. */
const CHECK_REPLICATES = 30;

/** The last stage: the finished skeleton against the wild type. It changes nothing; its outcome is for the reader. */
export const checkRound = (
  ground: SearchGround,
  removed: readonly number[],
  notes: readonly string[],
): Round => ({
  phase: 'check',
  size: CHECK_REPLICATES,
  replicates: true,
  sitesOut: () => removed,
  after: (effects) => finished(ground, removed, notes, effects),
});

function finished(
  { noise, thresholds, ceiling }: SearchGround,
  removed: readonly number[],
  notes: readonly string[],
  effects: readonly number[],
): Finished {
  const meanScore = noise.center + noise.unit * mean(effects);
  const passed = meanScore <= thresholds.deleterious && meanScore >= thresholds.beneficial;
  const failed =
    `the finished skeleton scores ${meanScore.toPrecision(3)} on the mean of ${effects.length} competitions, outside ` +
    `${thresholds.beneficial.toPrecision(3)}..${thresholds.deleterious.toPrecision(3)}: too much was removed`;
  return {
    removed,
    check: { measured: effects.length, meanScore, passed },
    ceiling,
    notes: passed ? notes : [...notes, failed],
  };
}
