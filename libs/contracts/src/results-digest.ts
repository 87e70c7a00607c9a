import { createHash } from 'node:crypto';
import type { CompetitionOutcome } from './plan';

/** Before any result. */
export const NO_RESULTS = createHash('sha256').digest('hex');

/**
 * Digest (SHA-256, hex) of all results that an assay's requests have told so far: a chain over the rounds, in which
 * each round's results, in ordinal order and one JSON line each, follow the digest of the rounds before. A round that
 * told nothing changes nothing; before any result the digest is that of empty input. Scheduler and planner both
 * compute it, so that a planner's remembered state cannot silently belong to other results; neither needs more of
 * earlier rounds than their digest.
 */
export class ResultsDigest {
  private readonly hash = createHash('sha256');
  private isUntouched = true;

  constructor(private readonly before: string = NO_RESULTS) {}

  /** The next result of the round. */
  add(result: CompetitionOutcome): this {
    if (this.isUntouched) this.hash.update(`${this.before}\n`);
    this.isUntouched = false;
    const { ordinal, outcome, value, blobDigest, reason } = result;
    const line = [ordinal, outcome, value ?? null, blobDigest ?? null, reason ?? null];
    this.hash.update(`${JSON.stringify(line)}\n`);
    return this;
  }

  hex(): string {
    return this.isUntouched ? this.before : this.hash.copy().digest('hex');
  }
}

/** The digest after a round that told `results`. */
export const resultsDigestOf = (results: Iterable<CompetitionOutcome>, before = NO_RESULTS): string => {
  const digest = new ResultsDigest(before);
  for (const result of results) digest.add(result);
  return digest.hex();
};
