/**
 * A set of 0-based site numbers on the wire: a plain list, or base64 of a bit set (bit i of byte i>>3 = site i),
 * whichever is shorter.
 */
export type SiteSet = number[] | string;

export function encodeSites(sites: readonly number[]): SiteSet {
  const sorted = [...sites].sort((a, b) => a - b);
  const listLength = sorted.reduce((sum, site) => sum + String(site).length + 1, 1);
  const bytes = sorted.length === 0 ? 0 : (sorted[sorted.length - 1] >> 3) + 1;
  if (listLength <= Math.ceil(bytes / 3) * 4 + 2) return sorted;
  const bits = Buffer.alloc(bytes);
  for (const site of sorted) bits[site >> 3] |= 1 << (site & 7);
  return bits.toString('base64');
}

/** Sorted site numbers of a set. */
export function decodeSites(set: SiteSet): number[] {
  if (Array.isArray(set)) return [...set].sort((a, b) => a - b);
  const sites: number[] = [];
  Buffer.from(set, 'base64').forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) sites.push(index * 8 + bit);
  });
  return sites;
}
