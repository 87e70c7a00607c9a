import type { Told } from '../stack/bench-stack';
import { occupancyOf } from './occupancy';

const told = (kind: Told['kind'], attemptId: string, at: number): Told => ({
  kind,
  at,
  attemptId,
  submissionId: 's',
  isInspection: false,
});

it('counts slots as busy from start to end, and gaps between runs as idle', () => {
  const lines = [
    told('start', 'a', 0),
    told('end', 'a', 90),
    told('start', 'b', 100),
    told('end', 'b', 190),
    told('start', 'c', 200),
  ];
  expect(occupancyOf(lines, 1)).toEqual({ busyPercent: 90, idleMs: [10, 10] });
});

it('counts what was running before the first line', () => {
  const lines = [
    told('start', 'b', 0),
    told('end', 'a', 50),
    told('end', 'b', 60),
    told('start', 'c', 80),
    told('start', 'd', 100),
  ];
  // a: 0 to 50, b: 0 to 60, c: 80 to 100
  expect(occupancyOf(lines, 2)).toEqual({ busyPercent: 65, idleMs: [30, 40] });
});

it('does not mind the order in which executors tell, or that nothing was told', () => {
  expect(occupancyOf([told('end', 'a', 10), told('start', 'a', 0)], 1).busyPercent).toBe(100);
  expect(occupancyOf([], 1)).toEqual({ busyPercent: 0, idleMs: [] });
});
