const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * The wait before the next attempt after the n-th system error: doubling from one second to one minute, and of that a
 * random half to whole, so that a hundred runs that failed together do not come back together.
 */
export function backOffMs(systemErrors: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, systemErrors - 1));
  return Math.round(whole * (0.5 + random / 2));
}
