import type { Interval } from '#contracts';
// Full double precision at every level; the project's own source of normal quantiles.
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * Wilson's score interval (1927, JASA 22:209) of a share: `detected` of `measured`, two-sided at `level`. Null when
 * nothing was measured.
 */
export function wilsonInterval(detected: number, measured: number, level: number): Interval | null {
  if (!(measured > 0)) return null;
  const z = normalQuantile((1 + level) / 2, 0, 1);
  const share = detected / measured;
  const spread = (z * z) / measured;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / measured + spread / (4 * measured));
  return {
    low: detected === 0 ? 0 : Math.max(0, centre - half),
    high: detected === measured ? 1 : Math.min(1, centre + half),
    level,
  };
}
