import type { Collection } from '#contracts';

/** Which field of which records names a blob. */
export const NAMES_OF_BLOBS = {
  genomes: 'digest',
  assayResults: 'resultDigest',
  competitions: 'logDigest',
} as const satisfies Partial<Record<Collection, string>>;
