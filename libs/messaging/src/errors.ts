import { JetStreamApiError, JetStreamApiCodes } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { KnockemError } from '#domain';

/** Error numbers of the server (server/errors.json) that mean: no room. */
const NO_ROOM = new Set([10023, 10047, 10077, 10122]);
const STREAM_NAME_IN_USE = 10058;

export const isApiError = (error: unknown, code: number): boolean =>
  error instanceof JetStreamApiError && error.code === code;

export const isStreamMissing = (error: unknown): boolean =>
  isApiError(error, JetStreamApiCodes.StreamNotFound);

export const isNameInUse = (error: unknown): boolean => isApiError(error, STREAM_NAME_IN_USE);

/** A publish that only the first on a subject may win was not the first. */
export const isWrongLastSequence = (error: unknown): boolean =>
  isApiError(error, JetStreamApiCodes.StreamWrongLastSequence) ||
  isApiError(error, JetStreamApiCodes.StreamWrongLastSequenceUnknown);

export const isNoResponders = (error: unknown): boolean =>
  error instanceof errors.NoRespondersError ||
  (error instanceof errors.RequestError && error.isNoResponders()) ||
  (error instanceof Error && error.cause !== undefined && isNoResponders(error.cause));

const permissionViolation = (error: unknown): Error | undefined => {
  if (error instanceof errors.PermissionViolationError) return error;
  return error instanceof Error && error.cause !== undefined ? permissionViolation(error.cause) : undefined;
};

/** The client's or server's error as one that a person can use; `doing` says what was tried and where. */
export function explain(error: unknown, doing: string): KnockemError {
  if (error instanceof KnockemError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof JetStreamApiError) return explainApiError(error, doing);
  if (isNoResponders(error)) {
    return new KnockemError('unavailable', `${doing}: nobody answers there`, {
      hint: 'does nats-server run with JetStream ("nats-server -js"), and do the streams exist?',
    });
  }
  const refused = permissionViolation(error);
  if (refused) {
    return new KnockemError('refused', `${doing}: ${refused.message}`, {
      hint: 'nats-server knows these credentials and does not allow them this (deploy/nats/accounts.conf)',
    });
  }
  if (error instanceof errors.TimeoutError)
    return new KnockemError('unavailable', `${doing}: no answer in time`);
  return new KnockemError('unavailable', `${doing}: ${message}`);
}

function explainApiError(error: JetStreamApiError, doing: string): KnockemError {
  if (NO_ROOM.has(error.code)) {
    return new KnockemError('unavailable', `${doing}: the store is full (${error.message})`, {
      hint: "free disk space of nats-server's store directory, or raise its limits",
    });
  }
  return new KnockemError('unavailable', `${doing}: ${error.message} (JetStream error ${error.code})`);
}
