import { LIMITS, MOST_LIVE_SUBMISSIONS } from '#contracts';

/** Bytes of a JSON body that holds a whole genome: escapes can double a text. */
export const GENOME_JSON_BYTES = 2 * LIMITS.genomeBytes + 10_000;
/** Bytes of every other JSON body: an inline genome and an environment, with their escapes. */
export const JSON_BYTES = 2_000_000;
/** Rows of one page of a list; the next row is asked for, too. */
export const PAGE = { default: 100, max: MOST_LIVE_SUBMISSIONS - 1 } as const;
