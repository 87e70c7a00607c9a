import type { Random } from '#science';
import points from '../stack/points.json';

export const TARGETS = [
  'nats-server',
  'recorder',
  'planner',
  'scheduler',
  'gateway',
  'executor-1',
  'executor-2',
] as const;
export type Target = (typeof TARGETS)[number];

/** One attack. Times in ms; `afterMs` since the one before. */
export type Strike = { readonly afterMs: number } & (
  | { readonly kind: 'kill'; readonly target: Target; readonly downMs: number }
  | { readonly kind: 'freeze'; readonly target: Target; readonly ms: number }
  | { readonly kind: 'terminate'; readonly target: Target; readonly downMs: number }
  | { readonly kind: 'point'; readonly target: Target; readonly point: string; readonly downMs: number }
  /** An executor, until the scheduler has noticed and a while longer; scheduler, bus and the other executor go on. */
  | {
      readonly kind: 'silence';
      readonly target: Target;
      readonly how: 'kill' | 'freeze';
      readonly moreMs: number;
    }
  /** The runner that keeps an executor's containers. */
  | { readonly kind: 'runner'; readonly target: Target }
  | { readonly kind: 'runner-stopped'; readonly target: Target; readonly ms: number }
  /** nats-server's store is put back to what it was `lostMs` before. */
  | { readonly kind: 'set-back'; readonly lostMs: number; readonly downMs: number }
  | { readonly kind: 'records-away'; readonly ms: number }
  | { readonly kind: 'second-scheduler' }
  /** Every process at the same moment. */
  | { readonly kind: 'everything'; readonly downMs: number }
);

/** What nobody else strikes meanwhile. */
export function placesOf(strike: Strike): readonly string[] {
  if (strike.kind === 'silence') return ['scheduler', 'nats-server', 'executor-1', 'executor-2'];
  if (strike.kind === 'set-back') return ['nats-server'];
  return ['target' in strike ? strike.target : strike.kind];
}

type Attack<S = Strike> = S extends unknown ? Omit<S, 'afterMs'> : never;
type Draw = (random: Random) => Attack;

const MEAN_GAP_MS = 600;

const between = (random: Random, low: number, high: number): number => low + random.below(high - low + 1);
const oneOf = <T>(random: Random, all: readonly T[]): T => all[random.below(all.length)];
const executors: readonly Target[] = ['executor-1', 'executor-2'];

/** One time in four longer than a lease (1.2 s). */
const downMs = (random: Random): number =>
  random.below(4) === 0 ? between(random, 1_500, 4_000) : between(random, 0, 300);

const atPoint =
  (wanted: (name: string) => boolean): Draw =>
  (random) => {
    const { name, service } = oneOf(
      random,
      points.filter((point) => wanted(point.name)),
    );
    const target = service === 'executor' ? oneOf(random, executors) : (service as Target);
    return { kind: 'point', target, point: name, downMs: downMs(random) };
  };

const beginning =
  (...starts: readonly string[]) =>
  (name: string): boolean =>
    starts.some((start) => name.startsWith(start));

const kill =
  (...targets: readonly Target[]): Draw =>
  (random) => ({ kind: 'kill', target: oneOf(random, targets), downMs: downMs(random) });

const freeze =
  (...targets: readonly Target[]): Draw =>
  (random) => ({ kind: 'freeze', target: oneOf(random, targets), ms: between(random, 1_500, 4_500) });

const recordsAway: Draw = (random) => ({ kind: 'records-away', ms: between(random, 1_000, 6_000) });
const secondScheduler: Draw = () => ({ kind: 'second-scheduler' });
const setBack: Draw = (random) => ({
  kind: 'set-back',
  lostMs: between(random, 300, 6_000),
  downMs: random.below(3) === 0 ? between(random, 300, 2_000) : 0,
});

const silence =
  (how: 'kill' | 'freeze'): Draw =>
  (random) => ({
    kind: 'silence',
    target: oneOf(random, executors),
    how,
    moreMs: random.below(2) === 0 ? 0 : between(random, 200, 2_000),
  });
const runnerKilled: Draw = (random) => ({ kind: 'runner', target: oneOf(random, executors) });
const runnerStopped: Draw = (random) => ({
  kind: 'runner-stopped',
  target: oneOf(random, executors),
  ms: between(random, 300, 4_000),
});

/** The rows of the crash table (docs/guarantees.md), one strike each at the least. */
export const CRASH_TABLE: Readonly<Record<string, Draw>> = {
  'gateway around its publish': atPoint(beginning('gateway:')),
  'scheduler before a commit': atPoint(beginning('scheduler: before')),
  'scheduler after a commit': atPoint(beginning('scheduler: after')),
  'scheduler between publishing and marking': atPoint(beginning('scheduler: documents', 'scheduler: marks')),
  'planner between the parts of a plan': atPoint(beginning('planner: first')),
  'planner before its acknowledgement': atPoint(beginning('planner: all')),
  'executor before a run': atPoint(beginning('executor: granted', 'executor: start')),
  'executor during a run': atPoint(beginning('executor: container')),
  'executor before a report is settled': atPoint(beginning('executor: run', 'executor: report')),
  'executor dead past its lease': silence('kill'),
  'executor stopped past its lease': silence('freeze'),
  'recorder between records and position': atPoint(beginning('recorder:')),
  'nats-server killed': kill('nats-server'),
  'NATS store set back': setBack,
  'record store away': recordsAway,
  'two schedulers': secondScheduler,
};

/** What else happens, with how often. */
const ANY: readonly (readonly [number, Draw])[] = [
  [8, atPoint(() => true)],
  [4, kill('executor-1', 'executor-2')],
  [3, kill('scheduler')],
  [3, kill('planner', 'recorder', 'gateway')],
  [2, kill('nats-server')],
  [1, runnerKilled],
  [1, runnerStopped],
  [1, silence('kill')],
  [1, silence('freeze')],
  [2, freeze('executor-1', 'executor-2')],
  [2, freeze('scheduler', 'nats-server', 'planner', 'recorder', 'gateway')],
  [2, (random) => ({ kind: 'terminate', target: oneOf(random, TARGETS), downMs: between(random, 0, 1_000) })],
  [1, setBack],
  [1, recordsAway],
  [1, secondScheduler],
  [1, (random) => ({ kind: 'everything', downMs: between(random, 0, 1_500) })],
];

function drawAny(random: Random): Attack {
  let ticket = random.below(ANY.reduce((sum, [weight]) => sum + weight, 0));
  const [, draw] = ANY.find(([weight]) => (ticket -= weight) < 0)!;
  return draw(random);
}

/** What a planner had not answered when it ended is delivered again after half a minute: others happen meanwhile. */
const isSlowToMend = (attack: Attack): boolean => 'target' in attack && attack.target === 'planner';

/**
 * `count` strikes: one for each row of the crash table in a random order, and as many others as there is room for. In a
 * short run those come first that take longest to recover from.
 */
export function planStrikes(count: number, random: Random): Strike[] {
  const rows = shuffled(Object.values(CRASH_TABLE), random).map((draw) => draw(random));
  const others = Array.from({ length: Math.max(0, count - rows.length) }, () => drawAny(random));
  const attacks = [...rows.slice(0, count), ...others];
  const order = count <= 2 * rows.length ? slowFirst(shuffled(attacks, random)) : attacks;
  return order.map((attack) => ({
    ...attack,
    afterMs: Math.round(-Math.log(1 - random.uniform()) * MEAN_GAP_MS),
  }));
}

const slowFirst = (attacks: readonly Attack[]): Attack[] => [
  ...attacks.filter(isSlowToMend),
  ...attacks.filter((attack) => !isSlowToMend(attack)),
];

function shuffled<T>(all: readonly T[], random: Random): T[] {
  const result = [...all];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}
