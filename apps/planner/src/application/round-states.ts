import { NO_RESULTS, resultsDigestOf, type CompetitionOutcome, type PlanRequest } from '#contracts';
import type { AssayContext, AssayType, Step } from '../domain/assays/assay-type';
import { OneAtATime } from './one-at-a-time';
import type { AssayResults, LaboriousSteps } from './ports';

/** What is known of an assay after a round was planned. */
interface RoundState {
  readonly round: number;
  readonly state: unknown;
  readonly numPlanned: number;
  readonly resultsDigest: string;
}

/** Results of one page: the scheduler's own bound. */
const PAGE = 5000;
/** Assays whose state is remembered; one that is forgotten is folded again from the scheduler's pages. */
const REMEMBERED_ASSAYS = 100;
/** Rounds replayed before others get the event loop: some milliseconds. */
const REPLAYED_AT_A_TIME = 50;

/**
 * Brings an assay's state up to a round: from the state remembered after the round before and the results since, or,
 * where that is not known here (another planner planned it, a restart, a user's retry), by replaying every round from
 * the scheduler's pages. Both ways end in the same state, because folding is deterministic and a round only ever sees
 * the results that its request told; the digest over all of them says that they are the same.
 *
 * A replay reads every result once and costs what planning the rounds cost, without their messages. Memory: the states
 * of REMEMBERED_ASSAYS assays, and the results of one assay at a time while it is replayed; an assay of a page's results
 * or less waits for no other.
 */
export class RoundStates {
  /** By assay, the one that planned last at the end; of each, its last two rounds: a request may be delivered again. */
  private readonly remembered = new Map<string, readonly RoundState[]>();
  private readonly large = new OneAtATime();

  constructor(
    private readonly results: AssayResults,
    private readonly laborious: LaboriousSteps,
  ) {}

  /** The assay's next step; remembers the state that it leads to, and forgets the assay when it concludes. */
  async step(type: AssayType, context: AssayContext, request: PlanRequest): Promise<Step<unknown>> {
    const before = await this.before(type, context, request);
    const step = await this.next(type, before.state, context, request.nextOrdinal);
    if ('plan' in step) this.remember(context.assayId, afterPlan(before, request.round, step));
    else this.remembered.delete(context.assayId);
    return step;
  }

  private next(
    type: AssayType,
    state: unknown,
    context: AssayContext,
    nextOrdinal: number,
  ): Step<unknown> | Promise<Step<unknown>> {
    return type.isLaborious?.(state, context)
      ? this.laborious.step({ assayType: type.name, state, context, nextOrdinal })
      : type.next(state, context, nextOrdinal);
  }

  private async before(type: AssayType, context: AssayContext, request: PlanRequest): Promise<RoundState> {
    const { round, nextOrdinal } = request;
    const replay = (): Promise<RoundState> => this.replay(type, context, request);
    const brought =
      this.fromMemory(type, context, request) ??
      (await (request.resultsTotal > PAGE ? this.large.run(replay) : replay()));
    if (brought.numPlanned !== nextOrdinal) {
      throw new Error(
        `round ${round} of assay ${context.assayId} begins at ordinal ${nextOrdinal}, but ${brought.numPlanned} were planned before`,
      );
    }
    return brought;
  }

  private fromMemory(type: AssayType, context: AssayContext, request: PlanRequest): RoundState | undefined {
    const { round, results, resultsTotal, resultsDigest } = request;
    if (round === 1 && resultsTotal === 0) return unplanned(type, context);
    const last = this.remembered.get(context.assayId)?.find((state) => state.round === round - 1);
    if (!last || !results || resultsDigestOf(results, last.resultsDigest) !== resultsDigest) return undefined;
    return fold(type, context, last, results);
  }

  private async replay(type: AssayType, context: AssayContext, request: PlanRequest): Promise<RoundState> {
    const { assayId } = context;
    const told = await this.byRound(assayId, request.round);
    let current = unplanned(type, context);
    for (let round = 1; round <= request.round; round++) {
      current = fold(type, context, current, told.get(round) ?? []);
      if (round === request.round) break;
      const step = type.next(current.state, context, current.numPlanned);
      // A conclusion here was undone by a user's retry: the state simply goes on.
      if ('plan' in step) current = afterPlan(current, round, step);
      if (round % REPLAYED_AT_A_TIME === 0) await new Promise(setImmediate);
    }
    if (current.resultsDigest !== request.resultsDigest) {
      const numPaged = [...told.values()].reduce((sum, { length }) => sum + length, 0);
      throw new Error(
        `assay ${assayId}, round ${request.round}: ${numPaged} results could be paged, which are not the ${request.resultsTotal} that were announced`,
      );
    }
    return current;
  }

  /** Everything that was told up to `round`, by the round that told it, in ordinal order. */
  private async byRound(assayId: string, upTo: number): Promise<Map<number, CompetitionOutcome[]>> {
    const told = new Map<number, CompetitionOutcome[]>();
    let fromOrdinal: number | undefined = 0;
    while (fromOrdinal !== undefined) {
      const page = await this.results.page({ assayId, fromOrdinal, limit: PAGE, round: upTo });
      for (const { round = upTo, ...outcome } of page.results) {
        const ofRound = told.get(round);
        if (ofRound) ofRound.push(outcome);
        else told.set(round, [outcome]);
      }
      fromOrdinal = page.nextOrdinal;
    }
    return told;
  }

  private remember(assayId: string, state: RoundState): void {
    const before = this.remembered.get(assayId)?.filter(({ round }) => round === state.round - 1) ?? [];
    this.remembered.delete(assayId);
    this.remembered.set(assayId, [...before, state]);
    if (this.remembered.size > REMEMBERED_ASSAYS) {
      this.remembered.delete(this.remembered.keys().next().value!);
    }
  }
}

const unplanned = (type: AssayType, context: AssayContext): RoundState => ({
  round: 0,
  state: type.start(context),
  numPlanned: 0,
  resultsDigest: NO_RESULTS,
});

const afterPlan = (
  before: RoundState,
  round: number,
  { state, plan }: Extract<Step<unknown>, { readonly plan: unknown }>,
): RoundState => ({ ...before, round, state, numPlanned: before.numPlanned + plan.contests.length });

const fold = (
  type: AssayType,
  context: AssayContext,
  last: RoundState,
  results: readonly CompetitionOutcome[],
): RoundState => ({
  ...last,
  state: type.fold(last.state, results, context),
  resultsDigest: resultsDigestOf(results, last.resultsDigest),
});
