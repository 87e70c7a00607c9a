/** The calls of the verbs that an image check makes (files/check.sh), and what came of them. */

export interface PlannedCall {
  /** What the call is for; unique in its list. */
  readonly name: string;
  readonly verb: 'knockem_count_sites' | 'knockem_apply_knockout';
  /** Name of the call whose output this one reads; absent = the wild type. */
  readonly from?: string;
  /** As the image numbers them. */
  readonly sites: readonly number[];
}

/** A call that was made. */
export interface Call extends PlannedCall {
  readonly exitCode: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Of the output but for line ends at its very end. */
  readonly sha256: string;
  /** The output's beginning, in printable ASCII. */
  readonly answer: string;
  /** The last line on stderr. */
  readonly said: string;
  readonly limitSeconds: number;
}

export type Calls = Readonly<Record<string, Call | undefined>>;

/** Calls that need no knowledge of the image. */
export const FIRST_CALLS: readonly PlannedCall[] = [
  { name: 'count', verb: 'knockem_count_sites', sites: [] },
  { name: 'countAgain', verb: 'knockem_count_sites', sites: [] },
  { name: 'none', verb: 'knockem_apply_knockout', sites: [] },
];

/** At most three sites between the first and the last: they exist whichever way the image numbers its sites. */
export const innerSites = (numSites: number): number[] =>
  [...new Set([0.25, 0.5, 0.75].map((share) => Math.floor(share * numSites)))].filter(
    (site) => site >= 1 && site <= numSites - 1,
  );

/** Single knockouts, then the same again, twice over, in other orders and one after the other. */
export function knockoutCalls(numSites: number, siteBase: number): PlannedCall[] {
  const first = siteBase;
  const last = numSites - 1 + siteBase;
  const inner = innerSites(numSites);
  const apply = (name: string, sites: readonly number[], from?: string): PlannedCall => ({
    name,
    verb: 'knockem_apply_knockout',
    sites,
    ...(from ? { from } : {}),
  });
  const several = inner.length >= 2 ? inner : [...new Set([first, last])];
  const [one, ...others] = several;
  return [
    apply('first', [first]),
    apply('last', [last]),
    apply('outside', [siteBase === 0 ? numSites : 0]),
    ...inner.map((site) => apply(`inner ${site}`, [site])),
    apply('one', [one]),
    apply('oneTwice', [one], 'one'),
    apply('several', several),
    ...(others.length === 0
      ? []
      : [apply('severalReversed', [...several].reverse()), apply('oneByOne', others, 'one')]),
    { name: 'countAfter', verb: 'knockem_count_sites', sites: [], from: 'several' },
  ];
}

/** No call may use up the run's time: what hangs is then told, and the others are still made. */
export const limitSeconds = (calls: readonly PlannedCall[], timeoutSeconds: number): number =>
  Math.max(1, Math.floor(timeoutSeconds / (calls.length + 1)));

/** As arguments of check.sh, behind `leading` calls of its own. */
export const callArguments = (calls: readonly PlannedCall[], leading: number): string[] =>
  calls.map(({ verb, from, sites }) => {
    const index = calls.findIndex(({ name }) => name === from);
    const source = index < 0 ? 'wild' : String(index + leading);
    return verb === 'knockem_count_sites' ? `count:${source}` : `apply:${source}:${sites.join(' ')}`;
  });

/** What check.sh wrote down, beside what was planned. */
export function callsMade(planned: readonly PlannedCall[], notes: readonly unknown[], limit: number): Calls {
  return Object.fromEntries(
    planned.map((call, index) => [
      call.name,
      notes[index] && { ...call, ...(notes[index] as Omit<Call, keyof PlannedCall>), limitSeconds: limit },
    ]),
  ) as Calls;
}

const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** SIGKILL, as a shell tells it. */
const STOPPED = 137;

/** `knockem_apply_knockout (sites 3 17)` */
export const titleOf = ({ verb, sites }: PlannedCall): string => {
  if (verb === 'knockem_count_sites') return verb;
  if (sites.length === 0) return `${verb} (no sites)`;
  return `${verb} (${sites.length === 1 ? 'site' : 'sites'} ${sites.join(' ')})`;
};

export const isTooSlow = ({ exitCode, seconds, limitSeconds: limit }: Call): boolean =>
  exitCode === STOPPED && seconds >= limit;

/** Why a call gave no answer, in words; undefined when it did. */
export function troubleOf(call: Call): string | undefined {
  const words = call.said ? `; its last words: ${call.said}` : '';
  if (isTooSlow(call)) return `${titleOf(call)} did not end within ${call.limitSeconds} s`;
  if (call.exitCode !== 0) return `${titleOf(call)} exited with code ${call.exitCode}${words}`;
  return call.sha256 === NOTHING ? `${titleOf(call)} printed nothing${words}` : undefined;
}
