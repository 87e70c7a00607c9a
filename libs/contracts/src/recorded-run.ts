import { IsInt, IsOptional, Min } from 'class-validator';
import { type AttemptFacts, AttemptsRequest } from './attempts';
import type { Report } from './run';
import type { RunTemplate } from './run-template';

/** Which run of a competition; without a number the one that settled it, else the newest that has ended. */
export class RecordedRunRequest extends AttemptsRequest {
  @IsOptional()
  @IsInt()
  @Min(1)
  attempt?: number;
}

/** A competition as one attempt had it (GrantedCompetition, without the claim). */
export interface AttemptedCompetition {
  readonly competitionId: string;
  readonly attemptId: string;
  readonly attempt: number;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly seed: number;
}

/**
 * Answer of `api.competition.run` (scheduler): everything that an executor was given for one attempt, and what it
 * reported. Known as long as the scheduler keeps a submission's rows: 30 days from its end.
 */
export interface RecordedRun extends AttemptFacts {
  readonly submissionId: string;
  readonly assayId: string;
  readonly ordinal: number;
  readonly competition: AttemptedCompetition;
  readonly template: RunTemplate;
  readonly timeoutSeconds: number;
  /** Of the attempt that settled it. */
  readonly value?: Record<string, unknown>;
  readonly blobDigest?: string;
  readonly logTail?: string;
}

/** What the executor's program is given that runs one recorded run again, alone: a file beside its directories. */
export interface ReplayOrder {
  readonly run: Pick<
    RecordedRun,
    'submissionId' | 'competition' | 'template' | 'timeoutSeconds' | 'imageChainId' | 'imageDigest'
  >;
  /** Of the runtime; nobody else's. */
  readonly directory: string;
  /** The template's inputs, each named by its digest. */
  readonly inputsDirectory: string;
  readonly imagesDirectory: string;
  readonly runtime: 'auto' | 'docker' | 'crun';
  /** Credentials of registries, as an executor's. */
  readonly registryAuthFile?: string;
  readonly dockerHost?: string;
  readonly busybox?: string;
  /** Leave the files of the container. */
  readonly keep: boolean;
  /** Where result, output and blob are written. */
  readonly outDirectory: string;
}

/** How that went: the report as the scheduler would have had it, and what stands beside it in `outDirectory`. */
export interface ReplayedRun {
  readonly report: Omit<Report, 'token' | 'executorId'>;
  readonly runtime: string;
  readonly arch: string;
  readonly limitsNotHeld: readonly string[];
  /** Its image as it was asked for: by its name, or by its digest. */
  readonly imageRef: string;
  /** Spoken with line by line, as an image that serves; else one program to its end. */
  readonly served: boolean;
  /** SHA-256 of what would have been kept of its output, the last 64 kB; absent: it said nothing. */
  readonly logDigest?: string;
  readonly files: readonly ('output.txt' | 'result.json' | 'blob')[];
}
