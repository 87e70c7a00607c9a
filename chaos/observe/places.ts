/** What the observer saw at one moment (wall time). */
export interface Sample {
  readonly ms: number;
  /** How much later than planned it looked. */
  readonly lateMs: number;
  /** Attempt ids. */
  readonly running: readonly string[];
}

/** A value of maxCompetitionsActive and when it may have been in force: spans overlap while a change is on its way. */
export interface LimitSpan {
  readonly limit: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Granted {
  readonly submissionId: string;
  /** Wall time of the scheduler's grant. */
  readonly grantedMs: number;
}

export interface TooMany {
  readonly submissionId: string;
  readonly ms: number;
  readonly running: readonly string[];
  readonly limit: number;
}

/**
 * Moments at which a submission had more containers than allowed. Of the containers that run together, the one that was
 * granted last got its place while all others held theirs: so their number is held against the limit at that grant.
 * (A limit that is lowered stops nothing that has been granted.) Containers of other stacks are left out.
 */
export function placesExceeded(
  samples: readonly Sample[],
  attempts: ReadonlyMap<string, Granted>,
  limits: ReadonlyMap<string, readonly LimitSpan[]>,
): TooMany[] {
  return samples.flatMap(({ ms, running }) => {
    const bySubmission = new Map<string, string[]>();
    for (const attemptId of running) {
      const submissionId = attempts.get(attemptId)?.submissionId;
      if (submissionId)
        bySubmission.set(submissionId, [...(bySubmission.get(submissionId) ?? []), attemptId]);
    }
    return [...bySubmission].flatMap(([submissionId, together]) => {
      const lastGrantMs = Math.max(...together.map((id) => attempts.get(id)!.grantedMs));
      const limit = limitAt(limits.get(submissionId) ?? [], lastGrantMs);
      return together.length > limit ? [{ submissionId, ms, running: together, limit }] : [];
    });
  });
}

const limitAt = (spans: readonly LimitSpan[], ms: number): number =>
  Math.max(
    0,
    ...spans.filter(({ fromMs, untilMs }) => fromMs <= ms && ms <= untilMs).map(({ limit }) => limit),
  );
