import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ASSAY_MOVES,
  ATTEMPT_MOVES,
  COMPETITION_MOVES,
  EXECUTOR_MOVES,
  SUBMISSION_MOVES,
  type Move,
} from '#domain';

const PAGE = readFileSync(join(__dirname, '../../../../docs/state-machines.md'), 'utf8');

/** Arrows of one picture, as rows: `from -> to [mover]`. Mermaid has no hyphens in names and no colons in labels. */
function drawn(title: string): string[] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  const word = (state: string) => (state === '[*]' ? '–' : state.replaceAll('_', '-'));
  return [...section.matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm)].map(
    ([, from, to, mover]) => `${word(from)} -> ${word(to)} [${mover.replaceAll('#colon;', ':')}]`,
  );
}

describe('docs/state-machines.md', () => {
  const machines: [string, readonly Move<string>[]][] = [
    ['Submission', SUBMISSION_MOVES],
    ['Assay', ASSAY_MOVES],
    ['Competition', COMPETITION_MOVES],
    ['Attempt', ATTEMPT_MOVES],
    ['Executor', EXECUTOR_MOVES],
  ];

  it.each(machines)('draws every move of the %s table, and no other', (title, moves) => {
    const rows = moves.map(({ from, to, mover }) => `${from} -> ${to} [${mover}]`);
    expect(drawn(title).sort()).toEqual([...rows].sort());
  });
});
