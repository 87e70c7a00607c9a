/**
 * Where a process spent its time: the functions of a .cpuprofile by self time, the same by module, and our own functions
 * with all that they call.
 *
 *     node --conditions=knockem-source -r ./libs/testing/src/typescript-hook.cjs bench/profile/self-times.ts FILE… [N]
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Frame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** What `--cpu-prof` writes; times are in µs. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Frame;
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface SelfTime {
  readonly where: string;
  readonly ms: number;
}

const IDLE = '(idle)';

/** By function, most first; without the time in which nothing was to do. */
export const selfTimes = (profile: Profile): SelfTime[] => sumBy(profile, functionOf);

/** By package, or by the room of ours. */
export const moduleTimes = (profile: Profile): SelfTime[] => sumBy(profile, moduleOf);

/** Of our own functions, what they call included; a function that calls itself counts once. */
export function inclusiveTimes({ nodes, samples, timeDeltas }: Profile): SelfTime[] {
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const sums = new Map<string, number>();
  const self = new Map<number, number>();
  samples.forEach((id, k) => self.set(id, (self.get(id) ?? 0) + timeDeltas[k] / 1000));
  for (const [id, ms] of self) {
    const above = new Set<string>();
    for (let node: number | undefined = id; node !== undefined; node = parents.get(node)) {
      const frame = frames.get(node)!;
      if (/\/dist\/(apps|libs)\//.test(frame.url) && frame.functionName) above.add(functionOf(frame));
    }
    for (const name of above) sums.set(name, (sums.get(name) ?? 0) + ms);
  }
  return inOrder(sums);
}

const inOrder = (sums: ReadonlyMap<string, number>): SelfTime[] =>
  [...sums].map(([where, ms]) => ({ where, ms })).sort((a, b) => b.ms - a.ms);

function sumBy({ nodes, samples, timeDeltas }: Profile, nameOf: (frame: Frame) => string): SelfTime[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const sums = new Map<string, number>();
  samples.forEach((id, k) => {
    const frame = frames.get(id)!;
    if (frame.functionName === IDLE) return;
    const name = nameOf(frame);
    sums.set(name, (sums.get(name) ?? 0) + timeDeltas[k] / 1000);
  });
  return inOrder(sums);
}

const functionOf = ({ functionName, url, lineNumber }: Frame): string =>
  url === '' ? functionName : `${functionName || '(anonymous)'} ${shortOf(url)}:${lineNumber + 1}`;

function moduleOf({ functionName, url }: Frame): string {
  if (url === '') return functionName;
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return dependency ?? shortOf(url).replace(/\/[^/]+$/, '');
}

function shortOf(url: string): string {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  return path.replace(/^.*\/(?:node_modules|dist)\//, '');
}

function print(file: string, count: number): void {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const busy = selfTimes(profile).reduce((sum, { ms }) => sum + ms, 0);
  for (const [title, times] of [
    ['by function', selfTimes(profile)],
    ['by module', moduleTimes(profile)],
    ['our functions with what they call', inclusiveTimes(profile)],
  ] as const) {
    console.log(`\n${basename(file)}: ${busy.toFixed(0)} ms busy, ${title}`);
    for (const { where, ms } of times.slice(0, count))
      console.log(`${((100 * ms) / busy).toFixed(1).padStart(6)} %  ${where}`);
  }
}

if (require.main === module) {
  const args = process.argv.slice(2);
  const files = args.filter((arg) => !/^\d+$/.test(arg));
  for (const file of files) print(file, Number(args.find((arg) => /^\d+$/.test(arg)) ?? 10));
}
