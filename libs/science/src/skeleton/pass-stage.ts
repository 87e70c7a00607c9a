import {
  isConfirming,
  nextEnd,
  removedUpTo,
  startPass as startGalloping,
  withAnswer,
  type GallopingPass,
} from './galloping';
import { doubted, isDoubted, measuredAgain, NO_LOAD, verdict, type Load } from './load';
import { NOTHING_MEASURED, withEffects, type Measured } from './noise';
import { startSettling } from './settle-stage';
import type { Round, SearchGround } from './stage';
import type { Weighing } from './weighing';

/** Replicates of a block's first round, of each further one, and of the load when it is doubted. */
const FIRST_REPLICATES = 3;
const MORE_REPLICATES = 2;
const LOAD_REPLICATES = 8;
/** The pass ends after so many competitions, and so many more for each site: a hopeless one must not go on. */
const MAX_COMPETITIONS = 5000;
const MAX_PER_SITE = 8;

interface PassStage {
  readonly ground: SearchGround;
  readonly weighing: Weighing;
  /** Sites that the pass goes over, in order. */
  readonly light: readonly number[];
  readonly notes: readonly string[];
  readonly pass: GallopingPass;
  readonly load: Load;
  /** Of the block at hand, or of the load itself while that is doubted. */
  readonly measured: Measured;
  readonly numCompetitions: number;
}

/**
 * The second stage: the sites that weigh little by themselves go in galloping blocks. What a block adds to the load
 * tells whether it holds the last of a set of sites that back each other up. A site found so is held guilty only
 * after the load was measured afresh and the site tested again.
 */
export const startPass = (
  ground: SearchGround,
  weighing: Weighing,
  light: readonly number[],
  notes: readonly string[],
): Round => {
  const pass = startGalloping(light.length, true);
  const stage = { ground, weighing, light, notes, pass, load: NO_LOAD, measured: NOTHING_MEASURED };
  return light.length === 0
    ? startSettling(ground, weighing, [], notes)
    : passRound({ ...stage, numCompetitions: 0 });
};

const passRound = (stage: PassStage): Round => ({
  phase: 'search',
  size: replicates(stage),
  replicates: true,
  sitesOut: () => removedUpTo(stage.light, stage.pass, endOf(stage)),
  after: (effects) => afterRound(stage, effects),
});

/** A doubted load is measured alone: what is settled, without the block at hand. */
const endOf = ({ load, pass }: PassStage): number => (isDoubted(load) ? pass.settled : nextEnd(pass)!);

const replicates = ({ load, measured }: PassStage): number =>
  isDoubted(load) ? LOAD_REPLICATES : measured.count === 0 ? FIRST_REPLICATES : MORE_REPLICATES;

function afterRound(before: PassStage, effects: readonly number[]): Round {
  const { deviation } = before.ground.noise;
  const measured = withEffects(before.measured, effects);
  const stage = { ...before, measured, numCompetitions: before.numCompetitions + effects.length };
  if (isDoubted(stage.load)) {
    return passRound({
      ...stage,
      load: measuredAgain(stage.load, measured, deviation),
      measured: NOTHING_MEASURED,
    });
  }
  const isDetectable = verdict(stage.load, measured, deviation);
  return isDetectable === undefined ? passRound(stage) : afterVerdict(stage, isDetectable);
}

function afterVerdict(stage: PassStage, isDetectable: boolean): Round {
  const { ground, light } = stage;
  const pass = withAnswer(stage.pass, isDetectable);
  const known = isDetectable ? stage.load : measuredAgain(stage.load, stage.measured, ground.noise.deviation);
  const load = isConfirming(pass) ? doubted(known) : known;
  const after = { ...stage, pass, load, measured: NOTHING_MEASURED };
  const tooLong = stage.numCompetitions > MAX_COMPETITIONS + MAX_PER_SITE * light.length;
  if (nextEnd(pass) !== null && !tooLong) return passRound(after);
  const left = light.length - pass.settled;
  const gaveUp = `the pass over blocks ended after ${stage.numCompetitions} competitions with ${left} sites untried: they are retained`;
  return startSettling(
    ground,
    stage.weighing,
    removedUpTo(light, pass, pass.settled),
    left > 0 ? [...stage.notes, gaveUp] : stage.notes,
  );
}
