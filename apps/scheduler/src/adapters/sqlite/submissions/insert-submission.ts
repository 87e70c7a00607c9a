import type { SubmissionCreate } from '#contracts';
import type { SubmissionState } from '#domain';
import type { Connection } from '../connection';
import { insertInputIfNew } from '../inputs/insert-input-if-new';
import { mark } from '../meta/mark';

export interface BirthOfSubmission {
  readonly status: Extract<SubmissionState, 'pending' | 'cancelled'>;
  readonly reason?: string;
  readonly virtualTime: number;
  readonly wall: string;
}

/** Stores the whole command and its columns, the input with it. Returns the new row. */
export function insertSubmission(
  connection: Connection,
  create: SubmissionCreate,
  birth: BirthOfSubmission,
): number {
  const inputRow = insertInputIfNew(connection, inputOf(create), birth.wall);
  const version = connection.nextVersion();
  const { lastInsertRowid } = connection
    .sql(
      `INSERT INTO submissions (submissionId, createCommand, inputRow, userEmail, status, reason, priority, virtualTime,
         pool, cpus, memoryMb, competitionTimeoutSeconds, maxCompetitionsActive, maxCompetitionsFail,
         maxCompetitionAttempts, planOpen, version, createdAt, changedAt, concludedAt)
       VALUES (@submissionId, @createCommand, @inputRow, @userEmail, @status, @reason, @priority, @virtualTime,
         @pool, @cpus, @memoryMb, @competitionTimeoutSeconds, @maxCompetitionsActive, @maxCompetitionsFail,
         @maxCompetitionAttempts, @planOpen, @version, @wall, @wall, @concludedAt)`,
    )
    .run({
      ...columnsOf(create),
      inputRow,
      status: birth.status,
      reason: birth.reason ?? null,
      virtualTime: birth.virtualTime,
      planOpen: birth.status === 'pending' ? 1 : 0,
      version,
      wall: birth.wall,
      concludedAt: birth.status === 'cancelled' ? birth.wall : null,
    });
  mark(connection, 'submissions', Number(lastInsertRowid), version);
  return Number(lastInsertRowid);
}

const inputOf = (create: SubmissionCreate) => ({
  inputId: create.genomeIdAlpha,
  digest: create.genomeDigest,
  size: create.genomeSize,
  isEphemeral: create.genomeIsEphemeral,
  userEmail: create.userEmail,
});

const columnsOf = (create: SubmissionCreate) => ({
  submissionId: create.submissionId,
  createCommand: JSON.stringify(create),
  userEmail: create.userEmail,
  priority: create.priority,
  pool: create.pool ?? null,
  cpus: create.resources.cpus,
  memoryMb: create.resources.memoryMb,
  competitionTimeoutSeconds: create.competitionTimeoutSeconds,
  maxCompetitionsActive: create.maxCompetitionsActive,
  maxCompetitionsFail: create.maxCompetitionsFail,
  maxCompetitionAttempts: create.maxCompetitionAttempts,
});
