import type { Validated } from './validate';
import { validateMessage } from './validate';
import {
  AssayResultsRequest,
  ByGenome,
  ByUser,
  BySubmission,
  ContainerLogRequest,
  ExplainRequest,
  GenomeUpload,
} from './api';
import { Plan, PlanRequest } from './plan';
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
 * Every message with a body that is checked at the receiver: schema name (with version) -> class. The version grows
 * when an old reader would misread a new body; a reader takes its own and the one before.
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
  'api.genome.upload.v1': GenomeUpload,
  'api.genome.id.v1': ByGenome,
  'api.user.usage.v1': ByUser,
  'api.competition.explain.v1': ExplainRequest,
  'api.assay.results.v1': AssayResultsRequest,
  'api.containerlog.follow.v1': ContainerLogRequest,
} as const;

export type SchemaName = keyof typeof MESSAGES;
export type MessageOf<S extends SchemaName> = InstanceType<(typeof MESSAGES)[S]>;

/** Parses and validates a body of the named schema. Never throws. */
export function readMessage<S extends SchemaName>(schema: S, body: Uint8Array): Validated<MessageOf<S>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (error) {
    return { ok: false, problems: [{ field: '', message: `is not JSON: ${(error as Error).message}` }] };
  }
  const messageClass = MESSAGES[schema] as unknown as new () => object;
  return validateMessage(messageClass, value) as Validated<MessageOf<S>>;
}

/**
 * The schema of a journal message by its subject's kind. A header, where there is one, must agree; a tool's plain
 * publish may leave it out and is read as version 1.
 */
export function schemaProblem(expected: SchemaName, header: string | undefined): string | undefined {
  if (header === undefined || header === '' || header === expected) return undefined;
  return `schema ${header.slice(0, 80)} is not known here; expected ${expected}`;
}
