import fc from 'fast-check';
import type { AttemptOutcome } from '#domain';
import type { ModelLimits } from './reference-model';

const OUTCOMES = [
  ...['succeeded', 'succeeded', 'system-error', 'system-error'],
  ...['container-error', 'interrupted', 'timed-out'],
] as AttemptOutcome[];

const REPORTS = ['all', 'all', 'reversed', 'first', 'none', 'stale', 'contradicting', 'wrongToken'] as const;

/** What may happen, in any order. Sizes are small, so that steps meet. */
export type Step =
  | {
      readonly do: 'turn';
      readonly executor: number;
      readonly reports: (typeof REPORTS)[number];
      /** Or its answer is lost. */
      readonly arrives: boolean;
    }
  | {
      readonly do: 'end';
      readonly executor: number;
      readonly which: number;
      readonly outcome: AttemptOutcome;
    }
  | { readonly do: 'repeat' | 'reboot'; readonly executor: number }
  | { readonly do: 'create'; readonly submission: number; readonly limits: ModelLimits }
  | { readonly do: 'update'; readonly submission: number; readonly limits: ModelLimits }
  | { readonly do: 'cancel' | 'retry' | 'repeatCommand'; readonly submission: number }
  | { readonly do: 'assays'; readonly submission: number }
  | {
      readonly do: 'part';
      readonly submission: number;
      readonly count: number;
      readonly parts: number;
      readonly wake: 'any' | 'all';
    }
  | { readonly do: 'conclude'; readonly submission: number; readonly status: 'completed' | 'failed' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'sweep' | 'restart' };

const executor = fc.nat(2);
const submission = fc.nat(1);
const constant = <const T>(value: T) => fc.constant(value);

const limits = (held: fc.Arbitrary<boolean>): fc.Arbitrary<ModelLimits> =>
  fc.record({
    cap: fc.integer({ min: 1, max: 4 }),
    failuresAllowed: fc.nat(3),
    timeoutMs: fc.constantFrom(5_000, 30_000, 60_000),
    held,
  });

const WEIGHTED: readonly [weight: number, step: fc.Arbitrary<Step>][] = [
  [
    12,
    fc.record({
      do: constant('turn'),
      executor,
      reports: fc.constantFrom(...REPORTS),
      arrives: fc.constantFrom(true, true, true, false),
    }),
  ],
  [8, fc.record({ do: constant('end'), executor, which: fc.nat(2), outcome: fc.constantFrom(...OUTCOMES) })],
  // A back-off, a lease, a lease and a deadline with its ten seconds.
  [
    6,
    fc.record({
      do: constant('wait'),
      ms: fc.constantFrom(2_000, 2_000, 14_999, 15_000, 16_000, 40_000, 75_000),
    }),
  ],
  [
    4,
    fc.record({
      do: constant('part'),
      submission,
      count: fc.integer({ min: 1, max: 2 }),
      parts: fc.integer({ min: 1, max: 2 }),
      wake: fc.constantFrom('any', 'all'),
    }),
  ],
  [2, fc.record({ do: fc.constantFrom('repeat', 'reboot'), executor })],
  [2, fc.record({ do: constant('update'), submission, limits: limits(fc.constantFrom(false, false, true)) })],
  [1, fc.record({ do: constant('create'), submission, limits: limits(fc.constant(false)) })],
  [2, fc.record({ do: fc.constantFrom('retry', 'repeatCommand'), submission })],
  [1, fc.record({ do: constant('assays'), submission })],
  [1, fc.record({ do: fc.constantFrom('cancel', 'retry'), submission })],
  [1, fc.record({ do: constant('conclude'), submission, status: fc.constantFrom('completed', 'failed') })],
  [2, fc.record({ do: fc.constantFrom('sweep', 'sweep', 'restart') })],
];

const OPENING: readonly Step[] = [0, 1].flatMap((one): Step[] => [
  { do: 'create', submission: one, limits: { cap: 3, failuresAllowed: 2, timeoutMs: 30_000, held: false } },
  { do: 'assays', submission: one },
  { do: 'part', submission: one, count: 2, parts: 1, wake: 'any' },
]);

const anyStep = fc.oneof(...WEIGHTED.map(([weight, arbitrary]) => ({ weight, arbitrary })));
/** Long ones: short ones say little. */
const anySteps = fc.noBias(fc.array(anyStep, { minLength: 1, maxLength: 80, size: 'max' }));

/** Mostly two submissions under way from the start, sometimes whatever comes first (a cancel before its create). */
export const steps: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 4, arbitrary: anySteps.map((rest) => [...OPENING, ...rest]) },
  { weight: 1, arbitrary: anySteps },
);
