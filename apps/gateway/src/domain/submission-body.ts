import {
  DEFAULT_RESOURCES,
  LIMITS,
  type SubmissionCreate,
  type SubmissionDocument,
  type SubmissionRequest,
} from '#contracts';
import { notifyIdOf, type Runmode } from '#domain';

export interface StoredGenome {
  readonly genomeId: string;
  readonly digest: string;
  readonly size: number;
  readonly isEphemeral: boolean;
}

/**
 * The command that a request becomes: every default filled in, the genome by id. The same request under the same id
 * always gives the same body (the seed, where none was asked for, comes from the id), so that a repetition can be told
 * from a different request that took the same key.
 */
export function submissionBody(
  submissionId: string,
  request: SubmissionRequest,
  genome: StoredGenome,
  runmode: Runmode,
): SubmissionCreate {
  return {
    submissionId,
    userEmail: request.userEmail,
    containerImage: request.containerImage,
    containerEnv: request.containerEnv ?? {},
    genomeIdAlpha: genome.genomeId,
    genomeDigest: genome.digest,
    genomeSize: genome.size,
    genomeIsEphemeral: genome.isEphemeral,
    assayTypes: request.assayTypes,
    assayParameters: request.assayParameters ?? {},
    competitionTimeoutSeconds: request.competitionTimeoutSeconds ?? LIMITS.competitionTimeoutSeconds.default,
    maxCompetitionsActive: request.maxCompetitionsActive ?? LIMITS.maxCompetitionsActive.default,
    maxCompetitionsFail: request.maxCompetitionsFail ?? LIMITS.maxCompetitionsFail.default,
    maxCompetitionAttempts: request.maxCompetitionAttempts ?? LIMITS.maxCompetitionAttempts.default,
    priority: request.priority ?? 'normal',
    resources: request.resources ?? DEFAULT_RESOURCES,
    ...(request.pool == null ? {} : { pool: request.pool }),
    siteBase: request.siteBase ?? 0,
    seed: request.seed ?? seedOf(submissionId),
    keepLogs: request.keepLogs ?? false,
    ...(request.reuseResults ? { reuseResults: true } : {}),
    ...(request.notify == null ? {} : { notifyId: notifyIdOf(submissionId, canonicalJson(request.notify)) }),
    knockemRunmode: runmode,
  };
}

/** The last 31 bits of a UUID: as random as the id is. */
export const seedOf = (submissionId: string): number =>
  Number.parseInt(submissionId.slice(-8), 16) & LIMITS.seed.max;

/** Do two commands ask for the same? What follows from the genome's id is left out: it may be stored anew meanwhile. */
export function asksTheSame(a: SubmissionCreate, b: SubmissionCreate): boolean {
  return comparable(a) === comparable(b);
}

function comparable(command: SubmissionCreate): string {
  const { genomeDigest: _d, genomeSize: _s, genomeIsEphemeral: _e, ...asked } = command;
  return canonicalJson(asked);
}

/** JSON with sorted keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
}

/** Is this record the submission that the command would make? Limits are left out: they may have been changed since. */
export function isRecordOf(document: SubmissionDocument, command: SubmissionCreate): boolean {
  const identity = (s: SubmissionDocument | SubmissionCreate): string =>
    canonicalJson([s.userEmail, s.containerImage, s.containerEnv, s.genomeIdAlpha, s.seed, s.siteBase]);
  return identity(document) === identity(command);
}

/** A submission that is journalled and that the scheduler has not read yet. */
export function pendingDocument(
  command: SubmissionCreate,
  journalledAt: string,
  stack: { readonly version: string; readonly revision: string },
): SubmissionDocument {
  const {
    submissionId,
    genomeDigest: _d,
    genomeSize: _s,
    genomeIsEphemeral: _e,
    keepLogs: _k,
    reuseResults: _r,
    notifyId: _n,
    ...rest
  } = command;
  return {
    ...rest,
    id: submissionId,
    assayIds: [],
    status: 'pending',
    held: false,
    counters: { pending: 0, active: 0, completed: 0, failed: 0, cancelled: 0 },
    datetime: journalledAt,
    version: 0,
    knockemVersion: stack.version,
    knockemRevision: stack.revision,
  };
}
