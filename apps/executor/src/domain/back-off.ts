/** Doubles from `firstMs` up to `maxMs`; `random` (0..1) spreads it over the upper half, so that many do not come at once. */
export function backOffMs(failures: number, random: number, firstMs = 200, maxMs = 5000): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.round(full / 2 + (full / 2) * random);
}
