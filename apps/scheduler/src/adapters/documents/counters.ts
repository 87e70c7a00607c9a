import type { Counters } from '#contracts';
import type { Counted } from '../../domain/model';

export const countersOf = (row: Counted): Counters => ({
  pending: row.numPending,
  active: row.numActive,
  completed: row.numCompleted,
  failed: row.numFailed,
  cancelled: row.numCancelled,
});
