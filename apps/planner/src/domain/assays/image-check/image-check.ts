import {
  IMAGE_CHECKS,
  type CompetitionOutcome,
  type ImageCheckFinding,
  type ImageCheckResult,
} from '#contracts';
import { IMAGE_CHECK } from '#domain';
import { deriveSeed } from '#science';
import { WILD_TYPES, type AssayContext, type AssayType, type Contest, type Step } from '../assay-type';
import {
  callArguments,
  callsMade,
  FIRST_CALLS,
  knockoutCalls,
  limitSeconds,
  type Calls,
  type PlannedCall,
} from './calls';
import { failed, passed, skipped, withoutRepeats, type Judged } from './findings';
import { CONTEST_CHECKS, judgeContests, type CheckedContest, type ContestPurpose } from './judge-contests';
import { judgeKnockouts, KNOCKOUT_CHECKS } from './judge-knockouts';
import { isPresent, judgeCount, judgeIdentity, judgeVerbs, type VerbsNote } from './judge-verbs';
import { mendOfCompetition } from './mends';

/** `first`: what needs no knowledge of the image; `knockouts`: what needs the number of sites; else a competition. */
type Purpose = 'first' | 'knockouts' | ContestPurpose;

interface PlannedCheck {
  readonly purpose: Purpose;
  readonly seed: number;
}

interface State {
  /** By ordinal. */
  readonly planned: readonly PlannedCheck[];
  readonly outcomes: readonly CompetitionOutcome[];
  readonly rounds: number;
}

/** Before the calls of the first run, for check.sh itself. */
const LEADING_CALLS = ['verbs', 'wild'];
/** Competitions that are run once more with the same seed: coarse counts may be the same by chance once. */
const NUM_REPEATS = 2;

/**
 * Tells an author everything that is wrong with an image, at once: a run that calls the verbs, then a run that knocks
 * sites out in every order, beside a few competitions of the wild type against itself. It needs no inspection, since
 * broken images are the point: it completes whatever it finds.
 */
export const imageCheck: AssayType<State> = {
  name: IMAGE_CHECK,
  dependsOn: [],
  runs: 'imageCheck',

  forecast: ({ parametersOf }) => {
    const { replicates } = parametersOf('imageCheck');
    const contests = replicates + Math.min(NUM_REPEATS, replicates);
    return { atLeast: 1, atMost: contests + 4, note: 'a program that is missing or fails ends it early' };
  },

  start: () => ({ planned: [], outcomes: [], rounds: 0 }),

  fold: (state, results) => ({ ...state, outcomes: [...state.outcomes, ...results] }),

  next: (state, context) => {
    if (state.outcomes.length < state.planned.length) return waiting(state);
    if (state.rounds === 0) return planned(state, context, [{ purpose: 'first', seed: seedOf(context, 0) }]);
    const second = state.rounds === 1 ? secondRuns(firstLook(state, context), context) : [];
    if (second.length > 0) return planned(state, context, second);
    const result = { ...conclude(state, context) };
    return { conclusion: { status: 'completed', result, warnings: [] } };
  },
};

const waiting = (state: State): Step<State> => ({
  state,
  plan: { contests: [], withdraw: [], wake: 'all' },
});

function planned(state: State, context: AssayContext, checks: readonly PlannedCheck[]): Step<State> {
  const numSites = firstLook(state, context)?.numSites;
  return {
    state: { ...state, planned: [...state.planned, ...checks], rounds: state.rounds + 1 },
    plan: {
      contests: checks.map((check) => contestOf(check, context, numSites)),
      withdraw: [],
      wake: 'all',
    },
  };
}

/** Seeds in a row: a model whose side depends on the seed's parity gets as many of either. */
const seedOf = ({ submission, assayType }: AssayContext, k: number): number =>
  Math.floor(deriveSeed(submission.seed, assayType, 0) / 2) + k;

function contestOf({ purpose, seed }: PlannedCheck, { submission }: AssayContext, numSites = 0): Contest {
  const timeout = submission.competitionTimeoutSeconds;
  const calling = (calls: readonly PlannedCall[], leading: readonly string[]): Contest => ({
    ...WILD_TYPES,
    check: {
      seed,
      calls: [String(limitSeconds(calls, timeout)), ...leading, ...callArguments(calls, leading.length)],
    },
  });
  if (purpose === 'first') return calling(FIRST_CALLS, LEADING_CALLS);
  if (purpose === 'knockouts') return calling(knockoutCalls(numSites, submission.siteBase), []);
  const all = Array.from({ length: numSites }, (_, site) => site);
  return {
    sitesOutAlpha: purpose === 'allOutOfAlpha' ? all : [],
    sitesOutBeta: purpose === 'allOutOfBeta' ? all : [],
    check: { seed },
  };
}

function secondRuns(look: FirstLook | undefined, context: AssayContext): PlannedCheck[] {
  if (!look) return [];
  const { replicates } = context.parameters;
  const knocksOut = look.numSites !== undefined && isPresent(look.verbs, 'knockem_apply_knockout');
  const knockouts: PlannedCheck[] = knocksOut ? [{ purpose: 'knockouts', seed: seedOf(context, 0) }] : [];
  if (!isPresent(look.verbs, 'knockem_compete_two')) return knockouts;
  const run = (purpose: ContestPurpose, k: number): PlannedCheck => ({ purpose, seed: seedOf(context, k) });
  return [
    ...knockouts,
    ...Array.from({ length: replicates }, (_, k) => run('null', k)),
    ...Array.from({ length: Math.min(NUM_REPEATS, replicates) }, (_, k) => run('repeat', k)),
    ...(knocksOut ? [run('allOutOfBeta', 0), run('allOutOfAlpha', 0)] : []),
  ];
}

/** What the first run found out. */
interface FirstLook {
  readonly verbs: VerbsNote;
  readonly wild: string;
  readonly calls: Calls;
  readonly numSites?: number;
}

function outcomeOf({ planned: checks, outcomes }: State, purpose: Purpose): CompetitionOutcome | undefined {
  const ordinal = checks.findIndex((check) => check.purpose === purpose);
  return outcomes.find((outcome) => outcome.ordinal === ordinal);
}

const notesOf = (outcome: CompetitionOutcome | undefined): readonly unknown[] | undefined =>
  outcome?.outcome === 'completed' && Array.isArray(outcome.value?.calls) ? outcome.value.calls : undefined;

function firstLook(state: State, { submission }: AssayContext): FirstLook | undefined {
  const notes = notesOf(outcomeOf(state, 'first'));
  if (!notes) return undefined;
  const [verbs, wild, ...made] = notes;
  const limit = limitSeconds(FIRST_CALLS, submission.competitionTimeoutSeconds);
  const calls = callsMade(FIRST_CALLS, made, limit);
  const { numSites } = judgeCount(calls);
  return {
    verbs: verbs as VerbsNote,
    wild: (wild as { sha256: string }).sha256,
    calls,
    ...(numSites === undefined ? {} : { numSites }),
  };
}

function conclude(state: State, context: AssayContext): ImageCheckResult {
  const look = firstLook(state, context);
  const knockouts = look ? [...judgeLook(look), ...knockoutFindings(state, look, context)] : [];
  const contests = judgeContests(
    contestsOf(
      state,
      knockouts.some(({ verdict }) => verdict === 'failed'),
    ),
    context.submission.competitionTimeoutSeconds,
  );
  const findings = look
    ? withoutRepeats([
        passed('starts', 'the image starts'),
        judgeVerbs(look.verbs),
        ...knockouts,
        ...contestFindings(look, contests.findings),
      ])
    : neverStarted(outcomeOf(state, 'first'));
  return {
    passed: findings.every(({ verdict }) => verdict !== 'failed'),
    findings,
    numSites: look?.numSites ?? null,
    secondsPerCompetition: contests.secondsPerCompetition,
    scores: contests.scores,
  };
}

/** Those that can be judged: what a faulty knockout makes is no genome to compete with. */
const contestsOf = ({ planned: checks, outcomes }: State, knockoutsFail: boolean): CheckedContest[] =>
  checks.flatMap(({ purpose, seed }, ordinal) => {
    const outcome = outcomes.find((each) => each.ordinal === ordinal);
    if (!outcome || purpose === 'first' || purpose === 'knockouts') return [];
    const isWild = purpose === 'null' || purpose === 'repeat';
    return isWild || !knockoutsFail ? [{ purpose, seed, outcome }] : [];
  });

function judgeLook({ verbs, wild, calls }: FirstLook): Judged[] {
  const missing = (verb: string): string => `${verb} is missing`;
  return [
    isPresent(verbs, 'knockem_count_sites')
      ? judgeCount(calls).finding
      : skipped('countSites', missing('knockem_count_sites')),
    isPresent(verbs, 'knockem_apply_knockout')
      ? judgeIdentity(calls.none, wild)
      : skipped('identity', missing('knockem_apply_knockout')),
  ];
}

function knockoutFindings(
  state: State,
  { verbs, wild, numSites }: FirstLook,
  { submission }: AssayContext,
): Judged[] {
  const none = (why: string): Judged[] => KNOCKOUT_CHECKS.map((check) => skipped(check, why));
  if (!isPresent(verbs, 'knockem_apply_knockout')) return none('knockem_apply_knockout is missing');
  if (numSites === undefined) return none('the number of sites is not known');
  const outcome = outcomeOf(state, 'knockouts');
  const notes = notesOf(outcome);
  if (!notes) {
    const reason = outcome?.reason ?? 'no reason was given';
    return KNOCKOUT_CHECKS.map((check) =>
      check === 'knockouts'
        ? failed(check, `knocking out a few sites: ${reason}`, mendOfCompetition(reason))
        : skipped(check, 'the run that knocks out sites failed'),
    );
  }
  const { siteBase, competitionTimeoutSeconds } = submission;
  const made = knockoutCalls(numSites, siteBase);
  const calls = callsMade(made, notes, limitSeconds(made, competitionTimeoutSeconds));
  return judgeKnockouts({ calls, wild, numSites, siteBase });
}

const contestFindings = (
  { verbs }: FirstLook,
  findings: readonly ImageCheckFinding[],
): readonly ImageCheckFinding[] =>
  isPresent(verbs, 'knockem_compete_two')
    ? findings
    : CONTEST_CHECKS.map((check) => skipped(check, 'knockem_compete_two is missing'));

function neverStarted(outcome: CompetitionOutcome | undefined): ImageCheckFinding[] {
  const reason = (outcome?.reason ?? 'no reason was given').replace(SPENT_ATTEMPTS, '');
  const mend = /no image|pull|archive/i.test(reason)
    ? 'build it where the executors find it: in their Docker daemon, or as an archive (docker save) in their images directory; or check the archive itself, by its file name'
    : mendOfCompetition(reason);
  return IMAGE_CHECKS.map((check) =>
    check === 'starts' ? failed(check, reason, mend) : skipped(check, 'the image does not start'),
  );
}

/** How the scheduler begins the reason of a run that it has given up: of no use to an author. */
const SPENT_ATTEMPTS = /^system: given up after [^;]*; the last: /;
