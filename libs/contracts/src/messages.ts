import { type EarlierVersion, MessageReader } from './message-reader';
import type { Validated } from './validate';
import {
  AssayResultsRequest,
  ByGenome,
  ByUser,
  BySubmission,
  ContainerLogRequest,
  ExplainRequest,
  ForecastRequest,
  GenomeUpload,
  LiveSubmissionsRequest,
} from './api';
import { AttemptsRequest } from './attempts';
import { Plan, PlanRequest } from './plan';
import { BlobPruning, ExecutorPruning, NamedBlobsRequest } from './pruning';
import { RecordedRunRequest } from './recorded-run';
import { TurnReply, TurnRequest } from './turn';
import {
  GenomeCreate,
  GenomeDelete,
  SubmissionCancel,
  SubmissionCreate,
  SubmissionDelete,
  SubmissionRequest,
  SubmissionRetry,
  SubmissionUpdate,
} from './submission';

/** Header that names schema and version of a body; beside it travel `Nats-Msg-Id` and `traceparent`. */
export const SCHEMA_HEADER = 'Knockem-Schema';

/**
 * Every message with a body that is checked at the receiver: schema name (with version) -> class. A version grows when
 * an old reader would misread a new body (a new optional field needs no new version); the one before then moves to
 * EARLIER for one release. A newer version, or another message than the subject says, becomes a dead letter with a
 * sentence, to be replayed after the upgrade.
 */
export const MESSAGES = {
  'submission.create.v1': SubmissionCreate,
  'submission.cancel.v1': SubmissionCancel,
  'submission.update.v1': SubmissionUpdate,
  'submission.retry.v1': SubmissionRetry,
  'submission.delete.v1': SubmissionDelete,
  'genome.create.v1': GenomeCreate,
  'genome.delete.v1': GenomeDelete,
  'plan.request.v1': PlanRequest,
  'plan.v1': Plan,
  'turn.request.v1': TurnRequest,
  'turn.reply.v1': TurnReply,
  'api.submission.request.v1': SubmissionRequest,
  'api.submission.id.v1': BySubmission,
  'api.submission.live.v1': LiveSubmissionsRequest,
  'api.genome.upload.v1': GenomeUpload,
  'api.genome.id.v1': ByGenome,
  'api.user.usage.v1': ByUser,
  'api.competition.explain.v1': ExplainRequest,
  'api.competition.run.v1': RecordedRunRequest,
  'api.competition.attempts.v1': AttemptsRequest,
  'api.submission.forecast.v1': ForecastRequest,
  'api.assay.results.v1': AssayResultsRequest,
  'api.containerlog.follow.v1': ContainerLogRequest,
  'api.blobs.prune.v1': BlobPruning,
  'api.records.named.v1': NamedBlobsRequest,
  'api.executor.prune.v1': ExecutorPruning,
} as const;

export type SchemaName = keyof typeof MESSAGES;
export type MessageOf<S extends SchemaName> = InstanceType<(typeof MESSAGES)[S]>;

/** By the present schema: the version before it. None so far, since every message has version 1. */
const EARLIER: Readonly<Partial<Record<SchemaName, EarlierVersion>>> = {};

const reader = new MessageReader(MESSAGES, EARLIER);

/** Parses, validates and brings up to date a body of the named schema. `header`: as it was sent. Never throws. */
export const readMessage = <S extends SchemaName>(
  schema: S,
  body: Uint8Array,
  header?: string,
): Validated<MessageOf<S>> => reader.read(schema, body, header) as Validated<MessageOf<S>>;

/** Why a message with this schema header is not read where `expected` is; a tool's plain publish may leave it out. */
export const schemaProblem = (expected: SchemaName, header: string | undefined): string | undefined =>
  reader.problem(expected, header);
