import type { ImageCheckName } from '#contracts';
import { innerSites, titleOf, troubleOf, type Call, type Calls } from './calls';
import { failed, passed, skipped, warned, type Judged } from './findings';
import { callFailure } from './mends';

/** What the knockouts are judged by. */
export interface KnockoutEvidence {
  readonly calls: Calls;
  /** Digest of the wild type. */
  readonly wild: string;
  readonly numSites: number;
  readonly siteBase: number;
}

export const KNOCKOUT_CHECKS = ['siteBase', 'knockouts', 'repeatable', 'order', 'sitesKept'] as const;

/** All of KNOCKOUT_CHECKS, in that order. What follows from another finding is not told as a fault of its own. */
export function judgeKnockouts(evidence: KnockoutEvidence): Judged[] {
  const base = judgeSiteBase(evidence);
  const singles = judgeSingles(evidence, base.verdict === 'failed');
  const kept = judgeSitesKept(evidence);
  const sitesMove = kept.verdict === 'failed' && kept.cause === undefined;
  const repeats = sitesMove ? skipped('repeatable', SITES_MOVE) : judgeRepeats(evidence);
  const order = sitesMove ? skipped('order', SITES_MOVE) : judgeOrder(evidence, repeats.verdict === 'failed');
  return [
    nothingChanges(evidence) ? skipped('siteBase', 'no knockout changes anything') : base,
    singles,
    repeats,
    order,
    kept,
  ];
}

const SITES_MOVE = 'sites move when one is knocked out';

const nothingChanges = ({ calls, wild }: KnockoutEvidence): boolean =>
  Object.values(calls).every((call) => !call || call.verb === 'knockem_count_sites' || call.sha256 === wild);

type Effect = 'changed' | 'unchanged' | 'failed';

function effectOf(call: Call | undefined, wild: string): Effect {
  if (!call || troubleOf(call)) return 'failed';
  return call.sha256 === wild ? 'unchanged' : 'changed';
}

/** The first, the last and the one beyond tell where the image's numbers begin. */
function judgeSiteBase({ calls, wild, numSites, siteBase }: KnockoutEvidence): Judged {
  const check = 'siteBase';
  const [first, last] = [siteBase, numSites - 1 + siteBase];
  const [atFirst, atLast, beyond] = [calls.first, calls.last, calls.outside].map((c) => effectOf(c, wild));
  const outside = siteBase === 0 ? numSites : 0;
  const missed = siteBase === 0 ? atFirst : atLast;
  if (missed !== 'changed' && beyond === 'changed') {
    const other = 1 - siteBase;
    return failed(
      check,
      `site ${siteBase === 0 ? first : last} changed nothing and site ${outside} did: the image numbers its sites from ${other}`,
      `say --site-base ${other} here and when you submit (siteBase: ${other}), or number sites from ${siteBase}`,
    );
  }
  if (atFirst === 'changed' && atLast === 'changed') {
    return beyond === 'failed'
      ? passed(check, `sites are numbered from ${siteBase}: ${first} to ${last} exist, ${outside} does not`)
      : warned(check, ...acceptsWhatIsNot(beyond, first, last, outside));
  }
  const failure = failureAmong(check, [calls.first, calls.last]);
  if (failure) return failure;
  const idle = [...(atFirst === 'changed' ? [] : [first]), ...(atLast === 'changed' ? [] : [last])];
  return warned(
    check,
    `knocking out site ${[...new Set(idle)].join(' and site ')} changed nothing`,
    'right where it is knocked out in this genome already; otherwise that site is never tested',
  );
}

const acceptsWhatIsNot = (beyond: Effect, first: number, last: number, outside: number): [string, string] =>
  beyond === 'changed'
    ? [
        `sites ${first} to ${last} work, but so does ${outside}, which there should not be`,
        'refuse a site that does not exist with an exit code other than 0, so that a wrong number is noticed',
      ]
    : [
        `sites ${first} to ${last} work; site ${outside}, which does not exist, is ignored in silence`,
        'refuse a site that does not exist with an exit code other than 0, so that a wrong number is noticed',
      ];

/** Each of a few sites changes the genome, and each in its own way. */
function judgeSingles({ calls, wild, numSites }: KnockoutEvidence, numberingIsWrong: boolean): Judged {
  const check = 'knockouts';
  const inner = innerSites(numSites).flatMap((site) => calls[`inner ${site}`] ?? []);
  const tried = [...(numberingIsWrong ? [] : [calls.first, calls.last]), ...inner].flatMap((c) => c ?? []);
  if (tried.length === 0) return skipped(check, 'no site could be tried');
  const broken = tried.filter((call) => troubleOf(call));
  if (broken.length > 0) {
    const more = broken.length === 1 ? '' : ` (and ${broken.length - 1} more of ${tried.length} sites)`;
    return callFailure(check, broken[0], more)!;
  }
  const idle = tried.filter((call) => call.sha256 === wild).map(({ sites }) => sites[0]);
  if (idle.length === tried.length) {
    return failed(
      check,
      `knockem_apply_knockout changed nothing at any of the sites tried (${idle.join(' ')})`,
      'read the sites from the arguments, the genome from stdin, and print the changed genome',
    );
  }
  const changed = tried.filter((call) => call.sha256 !== wild);
  if (changed.some((call) => changed.some((other) => other.sha256 === call.sha256 && differ(other, call)))) {
    return failed(
      check,
      `different sites gave the same genome (${tried.map(({ sites }) => sites[0]).join(' ')} were tried alone)`,
      'knock out the site that the argument names',
    );
  }
  return idle.length === 0
    ? passed(
        check,
        `each site tried alone changes the genome (${tried.map(({ sites }) => sites[0]).join(' ')})`,
      )
    : warned(
        check,
        `knocking out site ${idle.join(', ')} changed nothing`,
        'right where it is knocked out in this genome already; otherwise that site is never tested',
      );
}

const differ = (a: Call, b: Call): boolean => a.sites[0] !== b.sites[0];

/** The same knockout is the same twice, be it asked for twice or applied to its own outcome. */
function judgeRepeats({ calls }: KnockoutEvidence): Judged {
  const check = 'repeatable';
  const before = calls[`inner ${calls.one?.sites[0]}`] ?? calls.first;
  const failure = failureAmong(check, [calls.one, calls.oneTwice, before]);
  if (failure) return failure;
  const [one, twice] = [calls.one!, calls.oneTwice!];
  if (before && before.sites[0] === one.sites[0] && before.sha256 !== one.sha256) {
    return failed(
      check,
      `${titleOf(one)} gave another genome the second time`,
      'a knockout must not draw anything at random',
    );
  }
  return one.sha256 === twice.sha256
    ? passed(check, 'a knockout is the same each time, and twice is as once')
    : failed(
        check,
        `knocking out site ${one.sites[0]} of a genome in which it is out already changed it again`,
        'leave a site that is knocked out as it is: twice must be as once',
      );
}

/** Sites together, in either order, or one after the other: always the same genome. */
function judgeOrder({ calls, numSites }: KnockoutEvidence, changesTwice: boolean): Judged {
  const check = 'order';
  if (numSites === 1) return skipped(check, 'one site has no order');
  const { several, severalReversed, oneByOne } = calls;
  const failure = failureAmong(check, [several, severalReversed, oneByOne]);
  if (failure) return failure;
  const sites = several!.sites.join(' ');
  if (changesTwice) return skipped(check, 'a knockout is not the same each time');
  if (several!.sha256 !== severalReversed!.sha256) {
    return failed(
      check,
      `sites ${sites} and the same in the order ${severalReversed!.sites.join(' ')} give different genomes`,
      'find all sites in the genome as it came, then knock them out: the order must not matter',
    );
  }
  return several!.sha256 === oneByOne!.sha256
    ? passed(check, `sites ${sites} give the same genome in any order, and one after the other`)
    : failed(
        check,
        `sites ${sites} together and one after the other give different genomes`,
        'a knockout must not move or rename other sites',
      );
}

function judgeSitesKept({ calls, numSites }: KnockoutEvidence): Judged {
  const check = 'sitesKept';
  const failure = failureAmong(check, [calls.several, calls.countAfter]);
  if (failure) return failure;
  const after = calls.countAfter!.answer.trim();
  return Number(after) === numSites && after !== ''
    ? passed(check, `there are still ${numSites} sites after a knockout`)
    : failed(
        check,
        `knockem_count_sites says ${after.slice(0, 20) || 'nothing'} after sites ${calls.several!.sites.join(' ')} were knocked out of ${numSites}`,
        'put something without effect where a site was, and go on counting it',
      );
}

/** The first call among these that was not made or gave no answer. */
function failureAmong(check: ImageCheckName, calls: readonly (Call | undefined)[]): Judged | undefined {
  if (calls.some((call) => !call)) return skipped(check, 'a call before it did not come about');
  return calls.flatMap((call) => (call && callFailure(check, call)) ?? [])[0];
}
