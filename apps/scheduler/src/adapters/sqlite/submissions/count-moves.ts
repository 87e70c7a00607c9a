import type { CompetitionState } from '#domain';
import type { Connection } from '../connection';

const COLUMN: Readonly<Record<CompetitionState, string>> = {
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

/** `count` competitions moved; `from` absent = they are new. */
export function countMoves(
  connection: Connection,
  assay: Counting,
  from: CompetitionState | undefined,
  to: CompetitionState,
  count = 1,
): void {
  if (count === 0 || from === to) return;
  const leave = from === undefined ? '' : `${COLUMN[from]} = ${COLUMN[from]} - @count, `;
  const set = `${leave}${COLUMN[to]} = ${COLUMN[to]} + @count`;
  connection.run(`UPDATE assays SET ${set} WHERE row = @row`, { count, row: assay.row });
  connection.run(`UPDATE submissions SET ${set} WHERE row = @row`, { count, row: assay.submissionRow });
}
