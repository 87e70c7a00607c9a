import type { RecordedRun, ReplayedRun } from '#contracts';
import type { Compared, Comparison } from '../replay/compare-runs';
import { seconds } from './duration';
import { cellOf, table } from './table';

export interface Replay {
  /** SUBMISSION/ASSAY/ORDINAL */
  readonly name: string;
  readonly run: RecordedRun;
  readonly here: ReplayedRun;
  /** What it said on stdout and stderr, as it was kept. */
  readonly output: string;
  readonly comparison: Comparison;
  /** The second run, where the first came to something else than the record. */
  readonly again?: ReplayedRun;
  /** Whether both came to the same; absent where it ran once. */
  readonly isRepeatable?: boolean;
}

/** Of one line; a result's field may be a list of thousands. */
const LONGEST_CELL = 48;

/** Where it ran, what it said, both results side by side, and the verdict as the last lines. */
export function renderReplay(replay: Replay): string {
  const { name, run, here, output, comparison } = replay;
  return [
    `${name}, attempt ${run.competition.attempt}, run again by ${here.runtime} (${here.arch}), ${way(here)}`,
    `image ${here.imageRef}${here.report.imageChainId === undefined ? '' : `, layers ${here.report.imageChainId}`}`,
    ...times(run, here),
    ...limits(here),
    '',
    ...saidLines(output, here),
    '',
    table(['', 'recorded', 'here', ''], comparison.compared.map(row)),
    '',
    ...verdict(replay),
  ].join('\n');
}

const way = ({ served }: ReplayedRun): string =>
  served ? 'asked this one line in a container that serves' : 'in a container of its own';

function times({ durationMs }: RecordedRun, { report }: ReplayedRun): string[] {
  const there = durationMs === undefined ? [] : [`${seconds(durationMs)} when it was recorded`];
  return [`took ${[`${seconds(report.durationMs)} here`, ...there].join(', ')}`];
}

const limits = ({ limitsNotHeld }: ReplayedRun): string[] =>
  limitsNotHeld.length === 0 ? [] : [`limits that this machine cannot hold: ${limitsNotHeld.join(', ')}`];

const saidLines = (output: string, { served }: ReplayedRun): string[] =>
  output === ''
    ? [`it said nothing on ${served ? 'stderr' : 'stdout and stderr'}`]
    : [
        `what it said (${served ? 'stderr' : 'stdout and stderr'}):`,
        ...output
          .trimEnd()
          .split('\n')
          .map((line) => `  | ${line}`),
      ];

const row = ({ what, recorded, here, differs }: Compared): string[] => [
  what,
  cell(recorded),
  cell(here),
  differs ? '≠' : '',
];

function cell(value: unknown): string {
  if (value === undefined) return '–';
  return cellOf(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_CELL);
}

function verdict({ run, here, comparison, again, isRepeatable }: Replay): string[] {
  const { verdict: found, compared, output } = comparison;
  if (found === 'nothing-recorded')
    return [`nothing to compare with: attempt ${run.competition.attempt} ${whyNothing(run)}`];
  const said = output === 'differs' ? ['its output differs from what was kept, its result does not'] : [];
  if (found === 'same') return [`same result${output === 'same' ? ', same output' : ''}`, ...said];
  const names = compared.filter(({ differs }) => differs).map(({ what }) => what);
  return [`differs in ${names.join(', ')}`, ...chance(again, isRepeatable), ...sharing(here)];
}

const whyNothing = ({ state }: RecordedRun): string =>
  state === 'succeeded'
    ? 'succeeded, but did not settle its competition, so that its result was not kept'
    : `is ${state}`;

function chance(again: ReplayedRun | undefined, isRepeatable: boolean | undefined): string[] {
  if (again === undefined) return [];
  return isRepeatable
    ? [
        'a second run here came to the same as the first: the image repeats itself on this machine, and what it',
        'measures depends on something else than its files, arguments and seed (the processor, the time it had)',
      ]
    : [
        'a second run here came to something else again: the image is not deterministic, since its seed, files and',
        'arguments were the same; `knockem check-image` tells whether it uses its seed',
      ];
}

const sharing = ({ served }: ReplayedRun): string[] =>
  served
    ? ['when it was recorded its container may have answered others before; here it answered this one alone']
    : [];
