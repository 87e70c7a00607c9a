import type { CompetitionState } from '#domain';
import type { Counted } from '../../../domain/model';
import type { Connection } from '../connection';

const COLUMN: Readonly<Record<CompetitionState, keyof Counted>> = {
  pending: 'numPending',
  active: 'numActive',
  completed: 'numCompleted',
  failed: 'numFailed',
  cancelled: 'numCancelled',
};

/** Where counters stand: an assay's and its submission's move together, in the transaction of the rows they count. */
export interface Counting {
  readonly row: number;
  readonly submissionRow: number;
}

/** `count` competitions moved; `from` absent = they are new. Written with the unit of work. */
export function countMoves(
  connection: Connection,
  assay: Counting,
  from: CompetitionState | undefined,
  to: CompetitionState,
  count = 1,
): void {
  if (count === 0 || from === to) return;
  for (const [state, by] of [
    [from, -count],
    [to, count],
  ] as const) {
    if (state === undefined) continue;
    connection.work.countAssay(assay.row, COLUMN[state], by);
    connection.work.countSubmission(assay.submissionRow, COLUMN[state], by);
  }
}
