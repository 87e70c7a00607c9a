import type { CompetitionOutcome, PlanRequest } from '#contracts';
import type { AssayContext, AssayType, Step } from '../domain/assays/assay-type';
import type { AssayResults } from './ports';

/** What is known of an assay after a round was planned. */
interface RoundState {
  readonly state: unknown;
  readonly numPlanned: number;
  readonly numFolded: number;
}

/** Results of one page: the scheduler's own bound. */
const PAGE = 5000;
/** Assays whose state is remembered. One that is forgotten is folded again from the scheduler's pages. */
const REMEMBERED_ROUNDS = 1000;

/**
 * Brings an assay's state up to a round: from the state remembered after the round before and the results since, or,
 * where that is not known here (another planner planned it, a restart, a user's retry), by replaying every round from
 * the scheduler's pages. Both ways end in the same state, because folding is deterministic and a round only ever sees
 * the results that its request saw.
 */
export class RoundStates {
  private readonly remembered = new Map<string, RoundState>();

  constructor(private readonly results: AssayResults) {}

  /** The assay's next step; remembers the state that it leads to. */
  async step(type: AssayType, context: AssayContext, request: PlanRequest): Promise<Step<unknown>> {
    const { assayId } = context;
    const before = await this.before(type, context, request);
    const step = type.next(before.state, context, request.nextOrdinal);
    if ('plan' in step) {
      this.remember(assayId, request.round, {
        state: step.state,
        numPlanned: request.nextOrdinal + step.plan.contests.length,
        numFolded: before.numFolded,
      });
    }
    return step;
  }

  private async before(type: AssayType, context: AssayContext, request: PlanRequest): Promise<RoundState> {
    const { round, results, resultsTotal, nextOrdinal } = request;
    if (round === 1 && resultsTotal === 0) {
      return { state: type.start(context), numPlanned: 0, numFolded: 0 };
    }
    const last = this.remembered.get(keyOf(context.assayId, round - 1));
    const known = last && results && last.numFolded + results.length === resultsTotal;
    const brought = known ? fold(type, context, last, results) : await this.replay(type, context, request);
    if (brought.numPlanned !== nextOrdinal) {
      throw new Error(
        `round ${round} of assay ${context.assayId} begins at ordinal ${nextOrdinal}, but ${brought.numPlanned} were planned before`,
      );
    }
    return brought;
  }

  private async replay(type: AssayType, context: AssayContext, request: PlanRequest): Promise<RoundState> {
    let current: RoundState = { state: type.start(context), numPlanned: 0, numFolded: 0 };
    const seen = new Set<number>();
    for (let round = 1; round <= request.round; round++) {
      const settled = current.numPlanned === 0 ? [] : await this.allUntil(context.assayId, round);
      const fresh = settled.filter(({ ordinal }) => !seen.has(ordinal));
      for (const { ordinal } of fresh) seen.add(ordinal);
      current = fold(type, context, current, fresh);
      if (round === request.round) break;
      const step = type.next(current.state, context, current.numPlanned);
      // A conclusion here was undone by a user's retry: the state simply goes on.
      if (!('plan' in step)) continue;
      const numPlanned = current.numPlanned + step.plan.contests.length;
      current = { state: step.state, numPlanned, numFolded: current.numFolded };
    }
    if (current.numFolded !== request.resultsTotal) {
      throw new Error(
        `assay ${context.assayId}, round ${request.round}: ${current.numFolded} results could be paged, ${request.resultsTotal} were announced`,
      );
    }
    return current;
  }

  /** Everything that was settled when `round` was asked for. */
  private async allUntil(assayId: string, round: number): Promise<CompetitionOutcome[]> {
    const all: CompetitionOutcome[] = [];
    let fromOrdinal: number | undefined = 0;
    while (fromOrdinal !== undefined) {
      const page = await this.results.page({ assayId, fromOrdinal, limit: PAGE, round });
      all.push(...page.results);
      fromOrdinal = page.nextOrdinal;
    }
    return all;
  }

  /** The newest two rounds of an assay stay: a request may be delivered again. */
  private remember(assayId: string, round: number, state: RoundState): void {
    this.remembered.delete(keyOf(assayId, round - 2));
    this.remembered.set(keyOf(assayId, round), state);
    if (this.remembered.size > REMEMBERED_ROUNDS) {
      this.remembered.delete(this.remembered.keys().next().value!);
    }
  }
}

const keyOf = (assayId: string, round: number): string => `${assayId} ${round}`;

function fold(
  type: AssayType,
  context: AssayContext,
  last: RoundState,
  results: readonly CompetitionOutcome[],
): RoundState {
  return {
    ...last,
    state: type.fold(last.state, results, context),
    numFolded: last.numFolded + results.length,
  };
}
