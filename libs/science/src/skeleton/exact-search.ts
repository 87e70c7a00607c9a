import { detectable } from './decide';
import { nextEnd, removedUpTo, startPass, withAnswer, type GallopingPass } from './galloping';
import { ascending, randomOrder } from './order';
import type { Next, SearchSettings, SkeletonOutcome, SkeletonTest } from './search';

/**
 * The search without noise: one galloping pass, one competition per test. With `speculation` above 1 the tests that
 * could come next, whatever the answers, start at once; those that the answers made pointless are withdrawn.
 */
export interface ExactSearch {
  readonly settings: SearchSettings;
  readonly order: readonly number[];
  /** What is settled by the answers so far, in the order in which the pass asks. */
  readonly pass: GallopingPass;
  /** Tests given out that still matter. */
  readonly open: readonly OpenTest[];
  readonly nextKey: number;
  readonly withdrawn: readonly number[];
  readonly numAnswers: number;
  readonly numBeneficial: number;
  readonly check: SkeletonOutcome['check'];
}

interface OpenTest {
  readonly key: number;
  /** The answers under which the pass will ask for it, from where it stands: 'd' detectable, 'u' undetectable. */
  readonly path: string;
  readonly score: number | null;
}

/** The path of the test of the finished skeleton. */
const CHECK = 'check';

export const start = (settings: SearchSettings): ExactSearch => ({
  settings,
  order: randomOrder(settings.numSites, settings.seed),
  pass: startPass(settings.numSites),
  open: [],
  nextKey: 0,
  withdrawn: [],
  numAnswers: 0,
  numBeneficial: 0,
  check: null,
});

export function next(search: ExactSearch): Next<ExactSearch> {
  const paths =
    nextEnd(search.pass) === null ? finalPaths(search) : likelyPaths(search.pass, search.settings);
  if (paths.length === 0) return { outcome: outcomeOf(search) };
  const known = new Set(search.open.map(({ path }) => path));
  const running = search.open.filter(({ score }) => score === null).length;
  const wanted = paths.filter(({ path }) => !known.has(path));
  const started = wanted.slice(0, Math.max(0, search.settings.speculation - running));
  const start = started.map(({ test }, index) => ({ ...test(search.order), key: search.nextKey + index }));
  const open = started.map(({ path }, index) => ({ path, key: search.nextKey + index, score: null }));
  return {
    state: {
      ...search,
      open: [...search.open, ...open],
      nextKey: search.nextKey + start.length,
      withdrawn: [],
    },
    start,
    withdraw: search.withdrawn,
  };
}

export function fold(search: ExactSearch, key: number, score: number): ExactSearch {
  if (!(Number.isInteger(key) && key >= 0 && key < search.nextKey)) {
    throw new RangeError(`test ${key} was never asked for`);
  }
  const open = search.open.map((test) =>
    test.key === key && test.score === null ? { ...test, score } : test,
  );
  let followed: ExactSearch = { ...search, open };
  for (;;) {
    const answer = followed.open.find(({ path, score }) => (path === '' || path === CHECK) && score !== null);
    if (!answer) return followed;
    followed =
      answer.path === CHECK ? withCheck(followed, answer.score!) : withScore(followed, answer.score!);
  }
}

/** The pass's own next test has its score: open tests of the branch not taken no longer matter. */
function withScore(search: ExactSearch, score: number): ExactSearch {
  const { thresholds } = search.settings;
  const isDetectable = detectable(score, thresholds);
  const taken = isDetectable ? 'd' : 'u';
  const others = search.open.filter(({ path }) => path !== '');
  const lost = others.filter(({ path, score }) => !path.startsWith(taken) && score === null);
  return {
    ...search,
    pass: withAnswer(search.pass, isDetectable),
    open: others
      .filter(({ path }) => path.startsWith(taken))
      .map((test) => ({ ...test, path: test.path.slice(1) })),
    withdrawn: [...search.withdrawn, ...lost.map(({ key }) => key)],
    numAnswers: search.numAnswers + 1,
    numBeneficial: search.numBeneficial + (score < thresholds.beneficial ? 1 : 0),
  };
}

const withCheck = (search: ExactSearch, score: number): ExactSearch => ({
  ...search,
  open: [],
  check: { measured: 1, meanScore: score, passed: !detectable(score, search.settings.thresholds) },
});

interface WantedTest {
  readonly path: string;
  readonly test: (order: readonly number[]) => Omit<SkeletonTest, 'key'>;
}

/** As many tests as may run at once, nearest first: each answer is about as likely as the other. */
function likelyPaths(pass: GallopingPass, { speculation }: SearchSettings): WantedTest[] {
  const branches: { readonly path: string; readonly pass: GallopingPass; readonly end: number }[] = [];
  const reach = (path: string, branch: GallopingPass): void => {
    const end = nextEnd(branch);
    if (end !== null) branches.push({ path, pass: branch, end });
  };
  reach('', pass);
  for (let at = 0; at < branches.length && branches.length < speculation; at++) {
    reach(`${branches[at].path}u`, withAnswer(branches[at].pass, false));
    reach(`${branches[at].path}d`, withAnswer(branches[at].pass, true));
  }
  return branches.map(({ path, pass: branch, end }) => ({
    path,
    test: (order) => ({
      // Each answer moves the settled place up or the end down, so no pass comes here twice.
      name: `${branch.settled}-${end}`,
      sitesOutAlpha: [],
      sitesOutBeta: ascending(removedUpTo(order, branch, end), branch.numSites),
      phase: 'search',
    }),
  }));
}

/** The run that keeps the skeleton, once: asked for, and something to keep. */
function finalPaths({ settings, pass, check }: ExactSearch): WantedTest[] {
  const nothingRemoved = pass.retained.length === pass.numSites;
  if (!settings.keepSkeleton || nothingRemoved || check) return [];
  const test = (order: readonly number[]): Omit<SkeletonTest, 'key'> => ({
    name: CHECK,
    sitesOutAlpha: [],
    sitesOutBeta: ascending(removedUpTo(order, pass, pass.numSites), pass.numSites),
    keepBeta: true,
    phase: 'check',
  });
  return [{ path: CHECK, test }];
}

function outcomeOf({ pass, order, numAnswers, numBeneficial, check }: ExactSearch): SkeletonOutcome {
  const beneficial =
    `${numBeneficial} of ${numAnswers} tests were detectably beneficial: knocking out more sites does not only do ` +
    'harm here, so another order of tests could retain other sites, and a retained site may be free to go by now';
  return {
    retainedSites: pass.retained.map((place) => order[place]).sort((a, b) => a - b),
    removalOrder: removedUpTo(order, pass, pass.numSites),
    numTests: { search: numAnswers, cleanUp: 0, check: check ? 1 : 0 },
    check,
    ceiling: null,
    notes: numBeneficial > 0 ? [beneficial] : [],
  };
}
