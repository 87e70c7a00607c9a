/** An assay type that plans by what came back, in whatever order: the bargain that skeletonization relies on. */
import type { CompetitionOutcome, PlannedCompetition } from '#contracts';
import { exactCounts, knockoutEffect, seededRandom } from '#science';
import { submissionCreate } from '#testing';
import type { AssayType } from '../domain/assays/assay-type';
import { ASSAY_REGISTRY, type Registry } from '../domain/assays/registry';
import { answerOf, dependency, genome, Study } from './study.conformance';

describe('an adaptive assay fits the seam', () => {
  interface Bisection {
    /** Undetected at `low`, detected at `high`. */
    readonly low: number;
    readonly high: number;
    /** Dose by ordinal, of what is live. */
    readonly asked: ReadonlyMap<number, number>;
    readonly detected: ReadonlyMap<number, boolean>;
  }

  const middle = (low: number, high: number): number => Math.floor((low + high) / 2);
  const DETECTED = 0.01;

  /** Smallest dose (sites 0..dose−1 out) with a detectable loss; runs the middle and both next middles at once. */
  const bisection: AssayType<Bisection> = {
    name: 'bisection',
    dependsOn: ['nulldist'],
    runs: 'contests',
    start: ({ facts }) => ({ low: 0, high: facts!.numSites, asked: new Map(), detected: new Map() }),
    fold: (state, results) => {
      const asked = new Map(state.asked);
      const detected = new Map(state.detected);
      for (const { ordinal, value } of results) {
        const dose = asked.get(ordinal);
        if (dose !== undefined) detected.set(dose, (value!.numAlpha as number) / 1_000_010 - 0.5 > DETECTED);
        asked.delete(ordinal);
      }
      let { low, high } = state;
      while (high - low > 1 && detected.has(middle(low, high))) {
        if (detected.get(middle(low, high))) high = middle(low, high);
        else low = middle(low, high);
      }
      return { low, high, asked, detected };
    },
    next: (state, _context, nextOrdinal) => {
      const { low, high, asked, detected } = state;
      if (high - low <= 1)
        return { conclusion: { status: 'completed', result: { dose: high }, warnings: [] } };
      const centre = middle(low, high);
      const wanted = [centre, middle(low, centre), middle(centre, high)].filter(
        (dose) => dose > low && dose < high,
      );
      const withdraw = [...asked].filter(([, dose]) => !wanted.includes(dose)).map(([ordinal]) => ordinal);
      const live = new Set(asked.values());
      const fresh = [...new Set(wanted)].filter((dose) => !live.has(dose) && !detected.has(dose));
      const kept = [...asked].filter(([ordinal]) => !withdraw.includes(ordinal));
      return {
        state: {
          ...state,
          asked: new Map([...kept, ...fresh.map((dose, i) => [nextOrdinal + i, dose] as const)]),
        },
        plan: {
          contests: fresh.map((dose) => ({
            sitesOutAlpha: [],
            sitesOutBeta: Array.from({ length: dose }, (_, i) => i),
          })),
          withdraw,
          wake: 'any',
        },
      };
    },
  };
  const registry: Registry = new Map([...ASSAY_REGISTRY, [bisection.name, bisection]]);
  const truth = (() => {
    for (let dose = 1; ; dose++) {
      const { numAlpha } = exactCounts({
        effect: knockoutEffect(
          genome,
          Array.from({ length: dose }, (_, i) => i),
        ),
        sameGenome: false,
        seed: 0,
      });
      if (numAlpha / 1_000_010 - 0.5 > DETECTED) return dose;
    }
  })();

  /** Settles live competitions one at a time in an order that depends on `shuffle`; a fresh planner every `forget` rounds. */
  async function run(shuffle: number, forget: number) {
    const study = new Study('bisection', submissionCreate(), dependency('nulldist', {}), registry);
    const random = seededRandom(shuffle);
    const live = new Map<number, PlannedCompetition>();
    let planner = study.newPlanner();
    for (;;) {
      if (study.round % forget === forget - 1) planner = study.newPlanner();
      const { fresh, conclusion, wake } = study.take(await planner.answer(study.request()));
      if (conclusion) return { study, conclusion, live };
      expect(wake).toBe('any');
      for (const competition of fresh) live.set(competition.ordinal, competition);
      for (const ordinal of study.withdrawn) live.delete(ordinal);
      const ordinals = [...live.keys()];
      const chosen = live.get(ordinals[random.below(ordinals.length)])!;
      live.delete(chosen.ordinal);
      study.settle(answerOf(chosen));
    }
  }

  test.each([1, 2, 3, 4, 5])('finds the threshold dose, whatever settles first (%p)', async (shuffle) => {
    const { study, conclusion } = await run(shuffle, 1000);
    expect(conclusion.result).toEqual({ dose: truth });
    expect(study.withdrawn.size).toBeGreaterThan(0);
    expect(study.pages).toBe(0);
  });

  /** One competition a round, which follows from all that was reported before. */
  const steps: AssayType<number> = {
    name: 'steps',
    dependsOn: ['nulldist'],
    runs: 'contests',
    start: () => 0,
    fold: (state, results) => results.reduce((sum, { ordinal }) => (sum * 31 + ordinal) % 100_003, state),
    next: (state, _context, nextOrdinal) =>
      nextOrdinal === 2500
        ? { conclusion: { status: 'completed', result: { state }, warnings: [] } }
        : {
            state,
            plan: {
              contests: [{ sitesOutAlpha: [], sitesOutBeta: [state % 50] }],
              withdraw: [],
              wake: 'any',
            },
          },
  };

  test('a planner that forgot thousands of rounds reads each result once, and goes on the same', async () => {
    const study = new Study(
      'steps',
      submissionCreate(),
      {},
      new Map([...ASSAY_REGISTRY, [steps.name, steps]]),
    );
    let planner = study.newPlanner();
    const settled: CompetitionOutcome[] = [];
    for (;;) {
      const request = study.request();
      if (request.round % 1000 === 999) {
        planner = study.newPlanner();
        study.pages = 0;
      }
      const { fresh, conclusion } = study.take(await planner.answer(request));
      if (conclusion) {
        expect(conclusion.result).toEqual({ state: steps.fold(0, settled, undefined as never) });
        break;
      }
      const outcomes = fresh.map(answerOf);
      settled.push(...outcomes);
      study.settle(...outcomes);
    }
    expect(study.pages).toBe(1);
  }, 180_000);

  test('a planner that remembers nothing replays to the same rounds', async () => {
    const remembering = await run(3, 1000);
    const forgetful = await run(3, 2);
    expect(forgetful.study.pages).toBeGreaterThan(0);
    expect(forgetful.study.digests).toEqual(remembering.study.digests);
    expect(forgetful.conclusion).toEqual(remembering.conclusion);
  });
});
