import { IsInt, IsUUID, Min } from 'class-validator';
import type { AttemptState } from '#domain';

/** The attempts of which competition. */
export class AttemptsRequest {
  @IsUUID()
  assayId!: string;

  @IsInt()
  @Min(0)
  ordinal!: number;
}

/** How one attempt went; once it has ended, what its executor reported of it. */
export interface AttemptFacts {
  readonly state: AttemptState;
  /** Whether the competition has its result, or its failure, from this attempt. */
  readonly settled: boolean;
  readonly executorId: string;
  /** Absent: nothing was reported, or its image was not found. */
  readonly imageChainId?: string;
  readonly imageDigest?: string;
  readonly exitCode?: number;
  readonly outOfMemory: boolean;
  readonly reason?: string;
  readonly reasonCode?: string;
  readonly startedAt?: string;
  readonly durationMs?: number;
  readonly warnings: readonly string[];
  /** SHA-256 of its output (the last 64 kB), where that was kept. */
  readonly logDigest?: string;
}

/** One try at running a competition. */
export interface CompetitionAttempt extends AttemptFacts {
  /** 1, 2, 3 … of this competition; never repeats. */
  readonly attempt: number;
  readonly attemptId: string;
  readonly grantedAt: string;
}

/** So many of a competition are told: executors that shut down while it runs may make any number. */
export const MOST_ATTEMPTS_TOLD = 50;

/**
 * Answer of `api.competition.attempts` (scheduler): every try at running it, oldest first; of more than 50 the newest.
 * Known as long as the scheduler keeps a submission's rows: 30 days from its end.
 */
export interface CompetitionAttempts {
  readonly competitionId: string;
  /** Of all that there were. */
  readonly numAttempts: number;
  readonly attempts: readonly CompetitionAttempt[];
}
