/** Whole studies in memory: a small scheduler of the spec's own asks, settles by the explicit model and keeps rounds. */
import {
  decodeSites,
  MAX_INLINE_BYTES,
  validateMessage,
  type AssayResultsPage,
  type AssayResultsRequest,
  type CompetitionOutcome,
  type DependencyResult,
  Plan,
  type PlannedCompetition,
  type PlanRequest,
  type SubmissionCreate,
  type SubmissionFacts,
} from '#contracts';
import { deriveSeed, drawGenome, exactCounts, knockoutEffect, seededRandom } from '#science';
import { submissionCreate } from '#testing';
import type { AssayType } from '../domain/assays/assay-type';
import { ASSAY_REGISTRY, type Registry } from '../domain/assays/registry';
import { CONTRACT_FILES } from '../domain/container-contract/contract-files';
import { AnswerPlanRequest } from './answer-plan-request';
import { sha256 } from './sha256';

const genome = drawGenome(
  { numSites: 100, numCritical: 5, numAdditive: 20, numSets: 4, setSize: 4 },
  seededRandom(11),
);
const FACTS: SubmissionFacts = { numSites: 100, imageChainId: `sha256:${'c'.repeat(64)}` };
const DIGESTS = Object.fromEntries(CONTRACT_FILES.map(({ source }) => [source, sha256(source)]));

const answerOf = ({ ordinal, sitesOutBeta, seed }: PlannedCompetition): CompetitionOutcome => {
  const sites = decodeSites(sitesOutBeta);
  const counts = exactCounts({ effect: knockoutEffect(genome, sites), sameGenome: sites.length === 0, seed });
  return { ordinal, outcome: 'completed', value: { ...counts, warnings: [] } };
};

class Blobs {
  readonly contents = new Map<string, Buffer>();
  async put(content: Uint8Array) {
    const digest = sha256(Buffer.from(content).toString('utf8'));
    this.contents.set(digest, Buffer.from(content));
    return { digest };
  }
  async get(digest: string) {
    return this.contents.get(digest);
  }
}

/** What the scheduler does for one assay: rounds, settled results, pages by round. */
class Study {
  readonly blobs = new Blobs();
  readonly settled: { outcome: CompetitionOutcome; seenBy: number }[] = [];
  readonly withdrawn = new Set<number>();
  readonly digests: string[] = [];
  pages = 0;
  round = 0;
  planned: PlannedCompetition[] = [];
  private unseen: CompetitionOutcome[] = [];
  private readonly results = { page: (request: AssayResultsRequest) => this.page(request) };

  constructor(
    readonly assayType: string,
    readonly submission: SubmissionCreate,
    readonly dependencyResults: Record<string, DependencyResult> = {},
    readonly registry: Registry = ASSAY_REGISTRY,
    readonly assayId = '7e1f2f4c-1f5e-5a55-8a0e-5c0f4d3b2a19',
  ) {}

  newPlanner = (): AnswerPlanRequest =>
    new AnswerPlanRequest(this.registry, DIGESTS, this.blobs, this.results, '1.0.0');

  private async page({ fromOrdinal, limit, round }: AssayResultsRequest): Promise<AssayResultsPage> {
    this.pages++;
    const visible = this.settled
      .filter(({ seenBy }) => seenBy <= round!)
      .map(({ outcome }) => outcome)
      .filter(({ ordinal }) => ordinal >= fromOrdinal)
      .sort((a, b) => a.ordinal - b.ordinal);
    return {
      results: visible.slice(0, limit),
      ...(visible.length > limit ? { nextOrdinal: visible[limit].ordinal } : {}),
    };
  }

  settle(...outcomes: CompetitionOutcome[]): void {
    this.unseen.push(...outcomes);
  }

  request(inline = true): PlanRequest {
    this.round++;
    for (const outcome of this.unseen) this.settled.push({ outcome, seenBy: this.round });
    const results = this.unseen;
    this.unseen = [];
    return {
      submissionId: this.submission.submissionId,
      assayId: this.assayId,
      assayType: this.assayType,
      round: this.round,
      submission: this.submission,
      facts: FACTS,
      dependencyResults: this.dependencyResults,
      ...(inline ? { results } : {}),
      resultsTotal: this.settled.length,
      resultsDigest: 'not looked at',
      nextOrdinal: this.planned.length,
    };
  }

  /** Takes the answer as the scheduler would; returns the new competitions or the conclusion. */
  take(parts: Plan[]) {
    for (const part of parts.slice(0, 2))
      expect(validateMessage(Plan, JSON.parse(JSON.stringify(part)))).toMatchObject({ ok: true });
    const fresh = parts.flatMap((part) => part.competitions ?? []);
    expect(fresh.map((c) => c.ordinal)).toEqual(fresh.map((_, i) => this.planned.length + i));
    this.planned.push(...fresh);
    for (const part of parts) part.withdraw?.forEach((ordinal) => this.withdrawn.add(ordinal));
    this.digests.push(parts[0].planDigest);
    return { fresh, conclusion: parts[0].conclusion, template: parts[0].template, wake: parts[0].wake };
  }

  /** Runs to the conclusion, everything settled in each round. */
  async conclude(plannerOf: () => AnswerPlanRequest) {
    for (;;) {
      const { fresh, conclusion } = this.take(await plannerOf().answer(this.request()));
      if (conclusion) return conclusion;
      this.settle(...fresh.map(answerOf));
    }
  }
}

const dependency = (
  assayType: string,
  result: Record<string, unknown>,
): Record<string, DependencyResult> => ({
  [assayType]: { assayId: 'x', assayType, status: 'completed', result },
});

test('a study finds exactly the critical sites of a genome without noise', async () => {
  const nulls = new Study('nulldist', submissionCreate());
  const planner = nulls.newPlanner();
  const conclusion = await nulls.conclude(() => planner);
  const screen = new Study('screenCritical', submissionCreate(), dependency('nulldist', conclusion.result!));
  const screened = await screen.conclude(() => screen.newPlanner());
  expect(screened.result).toMatchObject({ criticalSites: genome.criticalSites, beneficialSites: [] });
  expect([nulls.pages, screen.pages]).toEqual([0, 1]);
});

test('any planner, at any time, gives the same parts', async () => {
  const one = new Study('nulldist', submissionCreate());
  const other = new Study('nulldist', submissionCreate());
  const planner = one.newPlanner();
  const first = one.request();
  expect(await planner.answer(first)).toEqual(await other.newPlanner().answer(other.request()));
  one.take(await planner.answer(first));
  one.settle(...one.planned.map(answerOf));
  const second = one.request();
  const fromCache = await planner.answer(second);
  const { results: _inline, ...withoutResults } = second;
  expect(await planner.answer(second)).toEqual(fromCache);
  expect(await one.newPlanner().answer(second)).toEqual(fromCache);
  expect(await one.newPlanner().answer(withoutResults)).toEqual(fromCache);
});

test('other seeds and other assays get other competitions seeds, each below 2^31', async () => {
  const seedsOf = async (seed: number): Promise<number[]> => {
    const study = new Study('nulldist', submissionCreate({ seed }));
    return study.take(await study.newPlanner().answer(study.request())).fresh.map((c) => c.seed);
  };
  const [one, two] = [await seedsOf(1), await seedsOf(2)];
  expect(one).not.toEqual(two);
  expect(new Set(one).size).toBe(100);
  expect(one[3]).toBe(deriveSeed(1, new Study('nulldist', submissionCreate()).assayId, 3));
});

test('a contest is told as arguments, environment and ids; the template stands in the first round only', async () => {
  const submission = submissionCreate({ siteBase: 1, containerEnv: { COLOUR: 'red' } });
  const study = new Study('screenCritical', submission, dependency('nulldist', {}));
  const { fresh, template } = study.take(await study.newPlanner().answer(study.request()));
  expect(fresh[4]).toMatchObject({
    sitesOutAlpha: [],
    sitesOutBeta: [4],
    args: ['', '5'],
    env: { KNOCKEM_GENOME_ID_ALPHA: submission.genomeIdAlpha, KNOCKEM_NUM_KNOCKOUT_SITES: '1' },
  });
  expect(fresh[4].env.KNOCKEM_GENOME_ID_BETA).not.toBe(submission.genomeIdAlpha);
  expect(template).toMatchObject({
    imageRef: submission.containerImage,
    imageChainId: FACTS.imageChainId,
    entry: ['sh', '/knockem/in/entry.sh', 'compete'],
    timeoutSeconds: 60,
    env: {
      COLOUR: 'red',
      KNOCKEM_FWD__COLOUR: 'red',
      KNOCKEM_CONTAINER_IMAGE: submission.containerImage,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_SUBMISSION_ID: submission.submissionId,
      KNOCKEM_USER_EMAIL: 'ada@example.org',
      KNOCKEM_ASSAY_ID: study.assayId,
    },
  });
  expect(template!.inputs).toContainEqual({
    path: '/knockem/in/genome',
    digest: submission.genomeDigest,
    mode: 0o444,
  });
  expect(template!.inputs).toHaveLength(CONTRACT_FILES.length + 1);
});

test('an inspection is told the site base, and its facts go into the conclusion', async () => {
  const study = new Study('inspection', submissionCreate());
  const planner = study.newPlanner();
  const { fresh, template } = study.take(await planner.answer(study.request()));
  expect(fresh).toMatchObject([{ ordinal: 0, args: ['0'] }]);
  expect(template!.entry).toEqual(['sh', '/knockem/in/entry.sh', 'inspect']);
  study.settle({
    ordinal: 0,
    outcome: 'completed',
    value: { numSites: 7, warnings: [] },
    imageChainId: 'sha256:c',
  });
  expect(study.take(await planner.answer(study.request())).conclusion).toMatchObject({
    facts: { numSites: 7, imageChainId: 'sha256:c' },
  });
});

test('a large result goes as a blob, and is read from one', async () => {
  const submission = submissionCreate({ assayParameters: { nulldist: { replicates: 10_000 } } });
  const nulls = new Study('nulldist', submission);
  const planner = nulls.newPlanner();
  const conclusion = await nulls.conclude(() => planner);
  expect(conclusion.result).toBeUndefined();
  const blob = nulls.blobs.contents.get(conclusion.resultDigest!)!;
  expect(blob.length).toBeGreaterThan(MAX_INLINE_BYTES);
  const screen = new Study('screenCritical', submission, {
    nulldist: {
      assayId: 'x',
      assayType: 'nulldist',
      status: 'completed',
      resultDigest: conclusion.resultDigest!,
    },
  });
  screen.blobs.contents.set(conclusion.resultDigest!, blob);
  const screener = screen.newPlanner();
  expect((await screen.conclude(() => screener)).result).toMatchObject({
    criticalSites: genome.criticalSites,
  });
});

test('after a user’s retry, results that came again replace the failures', async () => {
  const study = new Study('nulldist', submissionCreate());
  const planner = study.newPlanner();
  const { fresh } = study.take(await planner.answer(study.request()));
  study.settle(
    ...fresh.map((c): CompetitionOutcome =>
      c.ordinal < 60 ? { ordinal: c.ordinal, outcome: 'failed' } : answerOf(c),
    ),
  );
  expect(study.take(await planner.answer(study.request())).conclusion).toMatchObject({ status: 'failed' });
  study.settled.splice(
    0,
    study.settled.length,
    ...study.settled.filter(({ outcome }) => outcome.ordinal >= 60),
  );
  study.settle(...fresh.slice(0, 60).map(answerOf));
  const { conclusion } = study.take(await planner.answer(study.request()));
  expect(conclusion).toMatchObject({ status: 'completed', result: { numMeasured: 100, numFailed: 0 } });
});

test('missing results are an error, not a conclusion', async () => {
  const study = new Study('nulldist', submissionCreate());
  study.take(await study.newPlanner().answer(study.request()));
  const request = { ...study.request(false), resultsTotal: 100 };
  await expect(study.newPlanner().answer(request)).rejects.toThrow(
    '0 results could be paged, 100 were announced',
  );
});

test('giving up is a failed conclusion, or a refusal of the whole submission', () => {
  const study = new Study('nulldist', submissionCreate());
  const planner = study.newPlanner();
  const request = study.request();
  expect(planner.giveUp(request, 'no')[0].conclusion).toEqual({
    status: 'failed',
    reason: 'no',
    warnings: [],
  });
  const { assayId: _assay, ...whole } = request;
  expect(planner.giveUp({ ...whole, round: 0 }, 'no')[0].refusal).toBe('no');
});

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

  test('a planner that remembers nothing replays to the same rounds', async () => {
    const remembering = await run(3, 1000);
    const forgetful = await run(3, 2);
    expect(forgetful.study.pages).toBeGreaterThan(0);
    expect(forgetful.study.digests).toEqual(remembering.study.digests);
    expect(forgetful.conclusion).toEqual(remembering.conclusion);
  });
});
