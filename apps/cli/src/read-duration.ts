const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `90s`, `10m`, `2h`, `7d`, `2w` in milliseconds; undefined where it is not a whole number of one of the units. */
export function readDuration(text: string, units: readonly (keyof typeof UNITS_MS)[]): number | undefined {
  const [, digits] = /^(\d{1,9})[a-z]$/.exec(text) ?? [];
  const unit = units.find((one) => text.endsWith(one));
  return digits === undefined || unit === undefined ? undefined : Number(digits) * UNITS_MS[unit];
}
