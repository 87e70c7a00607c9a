import type { CompetitionCount, CompetitionOutcome, SubmissionCreate, SubmissionFacts } from '#contracts';
import type { Lazy } from '../lazy';

/** What an assay may look at: its submission, its own parameters, and the results of the assays it depends on. */
export interface AssayContext {
  readonly assayId: string;
  readonly assayType: string;
  readonly submission: SubmissionCreate;
  /** Absent in the inspection itself. */
  readonly facts?: SubmissionFacts;
  readonly parameters: Readonly<Record<string, number>>;
  /** Assay type -> result. */
  readonly dependencies: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One competition to be: which sites (from 0) are out of either side. */
export interface Contest {
  /**
   * Names it within its assay where its ordinal depends on the order in which results came: its seed derives from the
   * name then, so that the same seed repeats the assay. Absent = the ordinal says as much.
   */
  readonly name?: string;
  readonly sitesOutAlpha: readonly number[];
  readonly sitesOutBeta: readonly number[];
  /** Beta's genome is kept: the outcome's `blobDigest` names it. */
  readonly keepBeta?: boolean;
  /** Of image checks only. */
  readonly check?: CheckRun;
}

/** What one run of an image check does besides: a seed of its own choice, or calls of the verbs (files/check.sh). */
export interface CheckRun {
  readonly seed?: number;
  readonly calls?: readonly string[];
}

/** A genome that an assay made and wants kept: its record and content stay and can be downloaded. */
export interface KeptGenome {
  readonly sitesOut: readonly number[];
  /** `blobDigest` of the competition that kept it. */
  readonly digest: string;
}

/**
 * One round: new competitions, which get the next ordinals in this order; ordinals whose answer is no longer wanted;
 * and when to ask again: when any live competition has settled, or when all have. Where there can be many contests they are
 * made lazily.
 */
export interface RoundPlan {
  readonly contests: Lazy<Contest>;
  readonly withdraw: readonly number[];
  readonly wake: 'any' | 'all';
}

/** What an assay's runs do: contests, a look at the image and the genome, or both with every fault told. */
export type RunKind = 'contests' | 'inspection' | 'imageCheck';

/** An assay's last word. */
export type AssayConclusion = { readonly warnings: readonly string[] } & (
  | {
      readonly status: 'completed';
      readonly result: Readonly<Record<string, unknown>>;
      readonly facts?: SubmissionFacts;
      readonly keptGenomes?: readonly KeptGenome[];
    }
  | { readonly status: 'failed'; readonly reason: string }
);

export type Step<State> =
  { readonly state: State; readonly plan: RoundPlan } | { readonly conclusion: AssayConclusion };

/**
 * An assay type: what to run next, given what came back so far. Pure and deterministic, so that any planner at any
 * time, after any crash, arrives at the same rounds; randomness comes from seeds derived of the submission's seed and
 * the assay type: the same seed repeats a study in another submission. A state is never changed, only followed by another: the same round may be asked for twice.
 *
 * Results arrive in whatever order competitions settle. A failed competition is a result of its own kind; a withdrawn
 * one may still bring a result. Adding a type = one file here, its spec, and a line in registry.ts.
 */
export interface AssayType<State = unknown> {
  readonly name: string;
  /** Types that must have completed first; asking for this type adds them. */
  readonly dependsOn: readonly string[];
  readonly runs: RunKind;
  /**
   * Why these parameters cannot lead anywhere, with the nearest that can; undefined when they can. Asked of every type
   * of a submission twice: at first without facts, and with the inspection's before the first competition is planned.
   */
  objection?(parameters: Readonly<Record<string, number>>, facts?: SubmissionFacts): string | undefined;
  /** How many competitions it will have, as far as that is known beforehand. */
  forecast?(known: ForecastFacts): CompetitionCount;
  start(context: AssayContext): State;
  fold(state: State, results: readonly CompetitionOutcome[], context: AssayContext): State;
  /** `nextOrdinal`: what the first new competition of this round will be called. */
  next(state: State, context: AssayContext, nextOrdinal: number): Step<State>;
  /**
   * Whether `next` is going to reckon for seconds: it is then run in a thread of its own, so that other submissions do
   * not wait. State and context go there as structured clones. Absent = never.
   */
  isLaborious?(state: State, context: AssayContext): boolean;
}

/** What is known before anything has run. */
export interface ForecastFacts {
  /** Parameters of this type, or of one that it depends on, every default filled in. */
  readonly parametersOf: (assayType: string) => Readonly<Record<string, number>>;
  /** Absent while the genome's sites have not been counted. */
  readonly numSites?: number;
}

/** Decided by the parameters alone. */
export const exactly = (count: number): CompetitionCount => ({ atLeast: count, atMost: count });

export const failed = (
  reason: string,
  warnings: readonly string[] = [],
): { conclusion: AssayConclusion } => ({
  conclusion: { status: 'failed', reason, warnings },
});

/** Nothing out of either side: wild type against wild type. */
export const WILD_TYPES: Contest = { sitesOutAlpha: [], sitesOutBeta: [] };
