import {
  MAX_CHUNK,
  MAX_MESSAGE_BYTES,
  type Plan,
  type PlannedCompetition,
  type RunTemplate,
} from '#contracts';
import { canonicalJson } from './canonical-json';

/** A whole round's answer, before it is cut into messages. */
export type RoundAnswer = Pick<Plan, 'assays' | 'refusal' | 'conclusion'> & {
  readonly template?: RunTemplate;
  readonly competitions?: readonly PlannedCompetition[];
  readonly withdraw?: number[];
  readonly wake?: 'any' | 'all';
};

export interface RoundIdentity {
  readonly submissionId: string;
  readonly assayId?: string;
  readonly round: number;
  readonly asked?: number;
  readonly plannerVersion: string;
}

/** Kept free in every part for its envelope (ids, digest, wake word). */
const ENVELOPE_BYTES = 2_000;

/**
 * Cuts an answer into parts of ≤ 500 competitions and ≤ 512 kB. Template and withdrawals stand in the first part, the
 * wake word in all. Every part carries the digest of the whole, without the planner's version: two versions that say
 * the same agree.
 */
export function planParts(
  identity: RoundIdentity,
  answer: RoundAnswer,
  sha256: (text: string) => string,
): Plan[] {
  const { submissionId, assayId, round } = identity;
  const planDigest = sha256(canonicalJson({ submissionId, assayId, round, ...answer }));
  const { competitions, template, withdraw, ...whole } = answer;
  const first = { ...(template ? { template } : {}), ...(withdraw?.length ? { withdraw } : {}) };
  const chunks = competitions
    ? chunked(competitions, MAX_MESSAGE_BYTES - ENVELOPE_BYTES - bytesOf(first))
    : [undefined];
  return chunks.map((chunk, index) => ({
    ...identity,
    part: index + 1,
    parts: chunks.length,
    planDigest,
    ...whole,
    ...(index === 0 ? first : {}),
    ...(chunk ? { competitions: chunk } : {}),
  }));
}

/** At least one chunk, even of nothing; a competition above the budget stands alone. */
function chunked(competitions: readonly PlannedCompetition[], budget: number): PlannedCompetition[][] {
  const chunks: PlannedCompetition[][] = [[]];
  let used = 0;
  for (const competition of competitions) {
    const size = bytesOf(competition) + 1;
    const current = chunks[chunks.length - 1];
    if (current.length > 0 && (current.length === MAX_CHUNK || used + size > budget)) {
      chunks.push([competition]);
      used = size;
    } else {
      current.push(competition);
      used += size;
    }
  }
  return chunks;
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
