// Real: SQLite files in a temporary directory, all use cases. Scripted: planner, executors and clock.
// Compared after every step: the database with a reference model written from the protocol alone.
import fc from 'fast-check';
import { ReferencePlay } from '../testing/reference-play';
import { steps } from '../testing/reference-steps';

/** The same steps on every run; another seed and more runs when looking for defects. */
const SEED = Number(process.env.KNOCKEM_TEST_SEED ?? 20_261_121);
const RUNS = Number(process.env.KNOCKEM_TEST_RUNS ?? 60);

describe('the scheduler and its reference model', () => {
  it('agree on every state, counter, place and accepted result, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const play = new ReferencePlay();
        try {
          for (const step of all) play.play(step);
        } finally {
          play.world.close();
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 300_000);
});
