/** The scheduler of planner specs: asks, settles by the explicit model and keeps rounds, all in memory. */
import {
  decodeSites,
  NO_RESULTS,
  resultsDigestOf,
  validateMessage,
  type AssayResultsPage,
  type AssayResultsRequest,
  type CompetitionOutcome,
  type DependencyResult,
  type GenomeCreate,
  Plan,
  type PlannedCompetition,
  type PlanRequest,
  type SubmissionCreate,
  type SubmissionFacts,
} from '#contracts';
import { drawGenome, exactCounts, knockoutEffect, seededRandom } from '#science';
import { ASSAY_REGISTRY, type Registry } from '../domain/assays/registry';
import { CONTRACT_FILES } from '../domain/container-contract/contract-files';
import { AnswerPlanRequest, type PlanAnswer } from './answer-plan-request';
import type { LaboriousSteps } from './ports';
import { sha256 } from './sha256';

export const genome = drawGenome(
  { numSites: 100, numCritical: 5, numAdditive: 20, numSets: 4, setSize: 4 },
  seededRandom(11),
);
export const FACTS: SubmissionFacts = { numSites: 100, imageChainId: `sha256:${'c'.repeat(64)}` };
const DIGESTS = Object.fromEntries(CONTRACT_FILES.map(({ source }) => [source, sha256(source)]));

export const answerOf = ({ ordinal, sitesOutBeta, seed }: PlannedCompetition): CompetitionOutcome => {
  const sites = decodeSites(sitesOutBeta);
  const counts = exactCounts({ effect: knockoutEffect(genome, sites), sameGenome: sites.length === 0, seed });
  return { ordinal, outcome: 'completed', value: { ...counts, warnings: [] } };
};

/** A completed assay that the study depends on. */
export const dependency = (
  assayType: string,
  result: Record<string, unknown>,
): Record<string, DependencyResult> => ({
  [assayType]: { assayId: 'x', assayType, status: 'completed', result },
});

export class Blobs {
  readonly contents = new Map<string, Buffer>();
  reads = 0;
  async put(content: Uint8Array) {
    const digest = sha256(Buffer.from(content).toString('utf8'));
    this.contents.set(digest, Buffer.from(content));
    return { digest };
  }
  async get(digest: string) {
    this.reads++;
    return this.contents.get(digest);
  }
}

/** The parts of an answer, as they are read from its messages. */
export async function partsOf(answer: PlanAnswer): Promise<Plan[]> {
  const parts: Plan[] = [];
  for await (const { body } of answer.messages()) parts.push(JSON.parse(body) as Plan);
  return parts;
}

/** A planner whose answers are taken whole. */
export interface WholePlanner {
  answer(request: PlanRequest): Promise<Plan[]>;
  giveUp(request: PlanRequest, reason: string): Promise<Plan[]>;
}

/** What the scheduler does for one assay: rounds, settled results, pages by round. */
export class Study {
  readonly blobs = new Blobs();
  readonly settled: { outcome: CompetitionOutcome; seenBy: number }[] = [];
  readonly withdrawn = new Set<number>();
  readonly digests: string[] = [];
  pages = 0;
  round = 0;
  resultsDigest = NO_RESULTS;
  isRetried = false;
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

  /** Laborious steps, taken on the spot. */
  readonly laborious: LaboriousSteps = {
    step: async ({ assayType, state, context, nextOrdinal }) =>
      this.registry.get(assayType)!.next(state, context, nextOrdinal),
  };

  /** `genome.create` commands, in the order of their being published. */
  readonly genomes: GenomeCreate[] = [];

  newPlanner = (): WholePlanner => {
    const planner = new AnswerPlanRequest({
      registry: this.registry,
      contractDigests: DIGESTS,
      content: this.blobs,
      results: this.results,
      genomes: { create: async (command) => void this.genomes.push(command) },
      laborious: this.laborious,
      plannerVersion: '1.0.0',
      build: '1.0.0+a',
    });
    return {
      answer: async (request) => partsOf(await planner.answer(request)),
      giveUp: (request, reason) => partsOf(planner.giveUp(request, reason)),
    };
  };

  private async page({ fromOrdinal, limit, round }: AssayResultsRequest): Promise<AssayResultsPage> {
    this.pages++;
    const visible = this.settled
      .filter(({ seenBy }) => seenBy <= round!)
      .map(({ outcome, seenBy }) => ({ ...outcome, round: seenBy }))
      .filter(({ ordinal }) => ordinal >= fromOrdinal)
      .sort((a, b) => a.ordinal - b.ordinal);
    return {
      results: visible.slice(0, limit),
      ...(visible.length > limit ? { nextOrdinal: visible[limit].ordinal } : {}),
    };
  }

  /** After a retry, as the scheduler does: each round's results, in ordinal order, after those of the rounds before. */
  private digestOfAll(): string {
    let digest = NO_RESULTS;
    for (let round = 1; round <= this.round; round++) {
      const told = this.settled.filter(({ seenBy }) => seenBy === round).map(({ outcome }) => outcome);
      digest = resultsDigestOf(
        told.sort((a, b) => a.ordinal - b.ordinal),
        digest,
      );
    }
    return digest;
  }

  settle(...outcomes: CompetitionOutcome[]): void {
    this.unseen.push(...outcomes);
  }

  request(inline = true): PlanRequest {
    this.round++;
    for (const outcome of this.unseen) this.settled.push({ outcome, seenBy: this.round });
    const results = this.unseen.sort((a, b) => a.ordinal - b.ordinal);
    this.unseen = [];
    this.resultsDigest = this.isRetried ? this.digestOfAll() : resultsDigestOf(results, this.resultsDigest);
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
      resultsDigest: this.resultsDigest,
      nextOrdinal: this.planned.length,
    };
  }

  /** Takes the answer as the scheduler would; returns the new competitions or the conclusion. */
  take(parts: Plan[]) {
    for (const part of parts.slice(0, 2)) expect(validateMessage(Plan, part)).toMatchObject({ ok: true });
    const fresh = parts.flatMap((part) => part.competitions ?? []);
    expect(fresh.map((c) => c.ordinal)).toEqual(fresh.map((_, i) => this.planned.length + i));
    this.planned.push(...fresh);
    for (const part of parts) part.withdraw?.forEach((ordinal) => this.withdrawn.add(ordinal));
    this.digests.push(parts[0].planDigest);
    return { fresh, conclusion: parts[0].conclusion, template: parts[0].template, wake: parts[0].wake };
  }

  /** Runs to the conclusion, everything settled in each round. */
  async conclude(plannerOf: () => WholePlanner) {
    for (;;) {
      const { fresh, conclusion } = this.take(await plannerOf().answer(this.request()));
      if (conclusion) return conclusion;
      this.settle(...fresh.map(answerOf));
    }
  }
}
