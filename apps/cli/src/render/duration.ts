const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** Milliseconds as people say them, in the two largest units: `3 min 20 s`, `2 d 4 h`, `0 s`. */
export function duration(ms: number): string {
  let left = Math.max(0, Math.round(ms / 1000));
  const first = UNITS.findIndex(([, seconds]) => left >= seconds);
  if (first < 0) return '0 s';
  const parts = UNITS.slice(first, first + 2).map(([name, seconds]) => {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    return { name, count };
  });
  return parts
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(' ');
}

/** Of what takes seconds: `0.90 s`, `73.2 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
