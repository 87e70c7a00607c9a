import {
  MAX_CHUNK,
  MAX_MESSAGE_BYTES,
  type Plan,
  type PlannedCompetition,
  type RunTemplate,
} from '#contracts';
import { AnswerDigest, type TextHash } from './answer-digest';
import { canonicalJson } from './canonical-json';
import type { Lazy } from './lazy';

/** A whole round's answer, before it is cut into messages. */
export type RoundAnswer = Pick<Plan, 'assays' | 'refusal' | 'conclusion'> & {
  readonly template?: RunTemplate;
  readonly competitions?: Lazy<PlannedCompetition>;
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

/** One message of an answer. */
export interface PlanMessage {
  readonly part: number;
  readonly planDigest: string;
  /** JSON of a `Plan`. */
  readonly body: string;
}

/** Kept free in every part for its envelope (ids, digest, wake word). */
const ENVELOPE_BYTES = 2_000;

/**
 * Cuts an answer into parts of ≤ 500 competitions and ≤ 512 kB. Template and withdrawals stand in the first part, the
 * wake word in all. Every part carries their number and the digest of the whole (SHA-256 of its canonical JSON, without
 * the planner's version: two versions that say the same agree), so that competitions are made twice: to be counted and
 * hashed, then to be told. Nothing but the part in hand is held.
 *
 * `measured` is yielded for each part while it is counted: whoever draws can let others go first, here and after each
 * message. An answer of one part is made once.
 */
export function* planMessages(
  identity: RoundIdentity,
  answer: RoundAnswer,
  newHash: () => TextHash,
): Generator<PlanMessage | 'measured'> {
  const { submissionId, assayId, round } = identity;
  const { competitions, template, withdraw, ...whole } = answer;
  const first = { ...(template ? { template } : {}), ...(withdraw?.length ? { withdraw } : {}) };
  const chunks = (): Generator<string> =>
    chunked(competitions ?? [], MAX_MESSAGE_BYTES - ENVELOPE_BYTES - bytesOf(first));
  const digest = new AnswerDigest({ submissionId, assayId, round, ...answer }, newHash());
  const { parts, only, planDigest } = yield* measure(chunks(), digest);
  let part = 0;
  for (const chunk of only === undefined ? chunks() : [only]) {
    part++;
    const envelope = { ...identity, part, parts, planDigest, ...whole, ...(part === 1 ? first : {}) };
    yield { part, planDigest, body: bodyOf(envelope, competitions && chunk) };
  }
}

/** `only`: the chunk, where there is but one. */
function* measure(
  chunks: Iterable<string>,
  digest: AnswerDigest,
): Generator<'measured', { parts: number; only?: string; planDigest: string }> {
  let parts = 0;
  let first = '';
  for (const chunk of chunks) {
    if (parts++ === 0) first = chunk;
    digest.add(chunk);
    if (parts > 1) yield 'measured';
  }
  return { parts, ...(parts === 1 ? { only: first } : {}), planDigest: digest.hex() };
}

const bodyOf = (envelope: object, competitions: string | undefined): string => {
  const text = JSON.stringify(envelope);
  return competitions === undefined ? text : `${text.slice(0, -1)},"competitions":[${competitions}]}`;
};

/** JSON of competitions, at least one chunk, even of nothing; a competition above the budget stands alone. */
function* chunked(competitions: Iterable<PlannedCompetition>, budget: number): Generator<string> {
  let texts: string[] = [];
  let used = 0;
  for (const competition of competitions) {
    const text = canonicalJson(competition);
    const size = Buffer.byteLength(text) + 1;
    if (texts.length > 0 && (texts.length === MAX_CHUNK || used + size > budget)) {
      yield texts.join(',');
      texts = [];
      used = 0;
    }
    texts.push(text);
    used += size;
  }
  yield texts.join(',');
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
