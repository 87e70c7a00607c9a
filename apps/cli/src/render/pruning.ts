import type { Found, Looked } from '../prune/kinds';
import { table } from './table';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** As disks are sold: 1 kB is 1,000 bytes. */
export function size(bytes: number): string {
  let [left, unit] = [bytes, 0];
  while (left >= 1000 && unit < UNITS.length - 1) {
    left /= 1000;
    unit += 1;
  }
  return `${unit === 0 || left >= 100 ? Math.round(left) : left.toFixed(1)} ${UNITS[unit]}`;
}

export const totalOf = (found: readonly Found[]): { count: number; bytes: number } => ({
  count: found.reduce((sum, { count }) => sum + count, 0),
  bytes: found.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
});

/** One row a kind and place, then the sum; `verb`: what would be, or was, done with it. */
export function renderPruning(
  { found, unseen, unremoved = [] }: Looked,
  verb: 'would free' | 'freed',
): string {
  const some = found.filter(({ count }) => count > 0);
  const rows = some.map(({ kind, where, count, bytes }) => [
    kind,
    count,
    bytes === undefined ? 'not told' : size(bytes),
    where,
  ]);
  const sum = some.length === 0 ? 'nothing is free' : `${verb} ${size(totalOf(some).bytes)}`;
  return [
    ...(rows.length > 0 ? [table(['kind', 'count', 'size', 'where'], rows), ''] : []),
    sum,
    ...unseen.map((sentence) => `not looked at: ${sentence}`),
    ...unremoved.map((sentence) => `not removed: ${sentence}`),
  ].join('\n');
}
