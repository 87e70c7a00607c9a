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
 * Every message with a body that is checked at the receiver: schema name (with version) -> class. The rule of versions
 * is written here and in `schemaProblem`, nowhere else. A version grows when an old reader would misread a new body (a
 * new optional field needs no new version); a receiver then reads its own and the one before, so that a stack can be
 * upgraded while messages of the former release are in the streams: their entry and its conversion stand here for one
 * release. So far every message has version 1, so that there is nothing to convert. A newer version, or another message
 * than the subject says, becomes a dead letter with a sentence, to be replayed after the upgrade.
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
  const told = `schema ${header.slice(0, 80)}`;
  const [name, version] = split(expected);
  const [otherName, otherVersion] = split(header);
  return name === otherName && otherVersion > version
    ? `${told} is of a newer knockem, and this one reads ${expected}: replay it after the upgrade`
    : `${told} is not known here; expected ${expected}`;
}

/** Name and version; NaN where it has none. */
function split(schema: string): [name: string, version: number] {
  const [, name, version] = /^(.+)\.v([1-9]\d{0,5})$/.exec(schema) ?? [];
  return [name ?? schema, Number(version)];
}
