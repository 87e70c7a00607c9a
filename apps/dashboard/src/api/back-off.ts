const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/** Milliseconds before the n-th try after a break: 1 s, doubled up to 30 s, shortened by up to half by `random` in [0, 1). */
export const waitBeforeTry = (failures: number, random: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1)) * (1 - random / 2));
