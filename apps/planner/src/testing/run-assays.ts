import {
  withDefaults,
  type CompetitionOutcome,
  type SubmissionCreate,
  type SubmissionFacts,
} from '#contracts';
import { ASSAY_TYPES, assayIdOf, type AssayType as AskableType } from '#domain';
import { deriveSeed, seededRandom, type Random } from '#science';
import type { AssayConclusion, AssayContext, AssayType, Contest, Step } from '../domain/assays/assay-type';
import { seedOf } from '../domain/container-contract/planned-competition';
import { deepFreeze } from './deep-freeze';
import type { SimulatedImage } from './simulated-image';

/**
 * Plays assay types against a simulated image, in one process and without time: the scheduler's part (ordinals, waking,
 * withdrawals, dependencies) with competitions that settle in random order. Throws where a type breaks the bargain of
 * `AssayType`: it waits for nothing, changes a state in place, withdraws what it never planned, or never ends.
 */
export interface AssayStudy {
  /** In an order in which each comes after what it depends on. The inspection is not played: `numSites` are its facts. */
  readonly types: readonly AssayType[];
  readonly submission: SubmissionCreate;
  readonly numSites: number;
  readonly image: SimulatedImage;
  /** Of the order in which competitions settle, and of how many settle at a time. */
  readonly settlingSeed?: number;
  /** Rounds after which an assay is taken to be endless. */
  readonly maxRounds?: number;
}

export interface PlayedAssay {
  readonly conclusion: AssayConclusion;
  /** Every competition planned, by ordinal. */
  readonly contests: readonly Contest[];
  readonly numRounds: number;
  readonly numWithdrawn: number;
  /** Competitions that brought a result. */
  readonly numSettled: number;
  readonly context: AssayContext;
}

const MAX_ROUNDS = 100_000;

/** Assay type -> how it went. A type whose dependency failed is failed unplayed, as the scheduler does it. */
export function runAssays(study: AssayStudy): Record<string, PlayedAssay> {
  const played: Record<string, PlayedAssay> = {};
  for (const type of study.types) {
    const context = contextOf(type, study, played);
    const missing = type.dependsOn.find((name) => played[name]?.conclusion.status === 'failed');
    played[type.name] = missing ? unplayed(missing, context) : new AssayRun(type, context, study).play();
  }
  return played;
}

/** The result of a played assay; throws with its reason when it failed. */
export function resultOf<Result>(played: Readonly<Record<string, PlayedAssay>>, type: string): Result {
  const { conclusion } = played[type];
  if (conclusion.status === 'failed') throw new Error(`${type} failed: ${conclusion.reason}`);
  return conclusion.result as unknown as Result;
}

const unplayed = (missing: string, context: AssayContext): PlayedAssay => ({
  conclusion: { status: 'failed', reason: `${missing} failed`, warnings: [] },
  contests: [],
  numRounds: 0,
  numWithdrawn: 0,
  numSettled: 0,
  context,
});

function contextOf(
  { name, dependsOn }: AssayType,
  { submission, numSites }: AssayStudy,
  played: Readonly<Record<string, PlayedAssay>>,
): AssayContext {
  const facts: SubmissionFacts = { numSites, imageChainId: 'sha256:simulated' };
  const dependencies: Record<string, Record<string, unknown>> = {};
  for (const dependency of dependsOn) {
    const conclusion = played[dependency]?.conclusion;
    // Results travel as JSON, so a type sees of another's result only what JSON can say.
    if (conclusion?.status === 'completed') {
      dependencies[dependency] = JSON.parse(JSON.stringify(conclusion.result)) as Record<string, unknown>;
    }
  }
  const known = (ASSAY_TYPES as readonly string[]).includes(name);
  const parameters = known ? withDefaults(name as AskableType, submission.assayParameters[name]) : {};
  const assayId = assayIdOf(submission.submissionId, name);
  return { assayId, assayType: name, submission, facts, parameters, dependencies };
}

/** One assay under way. */
class AssayRun {
  private readonly contests: Contest[] = [];
  private live: number[] = [];
  private withdrawn = new Set<number>();
  private numSettled = 0;
  private readonly random: Random;

  constructor(
    private readonly type: AssayType,
    private readonly context: AssayContext,
    private readonly study: AssayStudy,
  ) {
    this.random = seededRandom(deriveSeed(study.settlingSeed ?? 0, type.name, 'settling'));
  }

  play(): PlayedAssay {
    const { type, context } = this;
    let state = deepFreeze(type.start(context));
    const maxRounds = this.study.maxRounds ?? MAX_ROUNDS;
    for (let round = 1; round <= maxRounds; round++) {
      const step = type.next(state, context, this.contests.length);
      if ('conclusion' in step) return this.ended(step.conclusion, round);
      const settling = this.take(step);
      state = deepFreeze(type.fold(deepFreeze(step.state), this.outcomes(settling), context));
    }
    throw new Error(`${type.name} has not concluded after ${maxRounds} rounds`);
  }

  private ended(conclusion: AssayConclusion, numRounds: number): PlayedAssay {
    const { contests, numSettled, context } = this;
    return { conclusion, contests, numRounds, numWithdrawn: this.withdrawn.size, numSettled, context };
  }

  /** Ordinals that settle before the next question. */
  private take(step: Extract<Step<unknown>, { plan: unknown }>): number[] {
    const { contests, withdraw, wake } = step.plan;
    for (const contest of contests) {
      this.live.push(this.contests.length);
      this.contests.push(contest);
    }
    const late = this.withdraw(withdraw);
    if (this.live.length === 0) throw new Error(`${this.type.name} waits, but no competition is live`);
    const numSettling = wake === 'all' ? this.live.length : 1 + this.random.below(this.live.length);
    for (let i = 0; i < numSettling; i++) {
      const other = i + this.random.below(this.live.length - i);
      [this.live[i], this.live[other]] = [this.live[other], this.live[i]];
    }
    const settling = this.live.splice(0, numSettling);
    return [...settling, ...late].sort((a, b) => a - b);
  }

  /** Every other withdrawn competition had ended already and still brings its result. */
  private withdraw(ordinals: readonly number[]): number[] {
    for (const ordinal of ordinals) {
      if (ordinal >= this.contests.length)
        throw new Error(`${this.type.name} withdraws unplanned ${ordinal}`);
    }
    const gone = new Set(ordinals.filter((ordinal) => this.live.includes(ordinal)));
    for (const ordinal of gone) this.withdrawn.add(ordinal);
    this.live = this.live.filter((ordinal) => !gone.has(ordinal));
    return [...gone].filter(() => this.random.below(2) === 0);
  }

  private outcomes(ordinals: readonly number[]): CompetitionOutcome[] {
    this.numSettled += ordinals.length;
    return ordinals.map((ordinal) => outcomeOf(this.study, this.context, ordinal, this.contests[ordinal]));
  }
}

function outcomeOf(
  { image }: AssayStudy,
  context: AssayContext,
  ordinal: number,
  contest: Contest,
): CompetitionOutcome {
  const report = image(contest, seedOf(contest, ordinal, context));
  if ('failure' in report) return { ordinal, outcome: 'failed', reason: report.failure };
  const blobDigest = contest.sitesOutBeta.join(' ').padStart(64, '0').slice(-64);
  return {
    ordinal,
    outcome: 'completed',
    value: { ...report, warnings: [] },
    ...(contest.keepBeta ? { blobDigest } : {}),
  };
}
