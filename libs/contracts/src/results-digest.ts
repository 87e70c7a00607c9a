import { createHash } from 'node:crypto';
import type { CompetitionOutcome } from './plan';

/**
 * SHA-256 (hex) over results in ordinal order, one JSON line each. Scheduler and planner compute it over the same
 * results, whether these came inside a plan request or were paged, so that a planner's cached state cannot silently
 * belong to other results. Feed results one page at a time; the digest of none is that of empty input.
 */
export class ResultsDigest {
  private readonly hash = createHash('sha256');

  add(result: CompetitionOutcome): this {
    const { ordinal, outcome, value, blobDigest, reason } = result;
    const line = [ordinal, outcome, value ?? null, blobDigest ?? null, reason ?? null];
    this.hash.update(`${JSON.stringify(line)}\n`);
    return this;
  }

  hex(): string {
    return this.hash.copy().digest('hex');
  }
}

export const resultsDigestOf = (results: Iterable<CompetitionOutcome>): string => {
  const digest = new ResultsDigest();
  for (const result of results) digest.add(result);
  return digest.hex();
};
