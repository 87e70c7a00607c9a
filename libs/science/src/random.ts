import { xoroshiro128plus } from 'pure-rand';

/** A seeded stream of random numbers. Same seed, same numbers, on every machine and in every version. */
export interface Random {
  /** Whole number, uniform on 0..2^32−1. */
  uint32(): number;
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Whole number, uniform on 0..bound−1, without modulo bias; bound from 1 to 2^32. */
  below(bound: number): number;
}

/** Draws passed over at the start: the first is the seed's complement, and near seeds agree in the next few. */
const WARM_UP = 16;

/**
 * xoroshiro128+ (Blackman & Vigna 2016) as pure-rand seeds it, after a warm-up of 16 draws; `seed` is taken modulo
 * 2^32.
 */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed | 0);
  const uint32 = (): number => generator.unsafeNext() >>> 0;
  for (let i = 0; i < WARM_UP; i++) uint32();
  return {
    uint32,
    uniform: () => {
      const high = uint32() >>> 5;
      return (high * 67_108_864 + (uint32() >>> 6)) / 9_007_199_254_740_992;
    },
    below: (bound) => {
      if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 32)) {
        throw new RangeError(`below(${bound}): the bound must be a whole number from 1 to 2^32`);
      }
      const fair = 2 ** 32 - (2 ** 32 % bound);
      for (;;) {
        const draw = uint32();
        if (draw < fair) return draw % bound;
      }
    },
  };
}

/**
 * A seed (0..2^31−1) that depends on every part, so that each assay, competition or purpose has randomness of its own.
 * FNV-1a over the parts, then murmur3's finaliser, because FNV's high bits mix poorly.
 */
export function deriveSeed(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('\n')) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & 0x7fffffff;
}

/**
 * `size` distinct members of `population`, each subset equally likely, in ascending order (Floyd's algorithm).
 * Throws RangeError when the population is smaller.
 */
export function sampleWithout<T>(population: readonly T[], size: number, random: Random): T[] {
  if (!(Number.isInteger(size) && size >= 0 && size <= population.length)) {
    throw new RangeError(`cannot draw ${size} of ${population.length}`);
  }
  const chosen = new Set<number>();
  for (let last = population.length - size; last < population.length; last++) {
    const index = random.below(last + 1);
    chosen.add(chosen.has(index) ? last : index);
  }
  return [...chosen].sort((a, b) => a - b).map((index) => population[index]);
}
