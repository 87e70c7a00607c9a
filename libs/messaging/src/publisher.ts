import type { JetStreamClient } from '@nats-io/jetstream';
import { headers as newHeaders, type MsgHdrs } from '@nats-io/transport-node';
import { SCHEMA_HEADER } from '#contracts';
import { KnockemError, traceparentOf } from '#domain';
import type { Link } from './connection';
import { explain, isWrongLastSequence } from './errors';
import { AlreadyOnSubject, type PublishAck, type PublishOptions } from './types';

/** A PubAck takes milliseconds; after this the caller is told that it does not know. */
export const PUBLISH_MS = 5_000;
const DEFAULT_MAX_PAYLOAD = 1_048_576;

export const encode = (body: unknown): Uint8Array =>
  body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body ?? null));

export function natsHeaders(fields: Readonly<Record<string, string>>): MsgHdrs {
  const result = newHeaders();
  for (const [name, value] of Object.entries(fields)) result.set(name, value);
  return result;
}

/** Of subjects that name a submission, and perhaps an assay of it; others belong to no trace. */
const OF_SUBMISSION =
  /\.(?:command\.submission\.[a-z]+|command\.plan|plan|doc\.[A-Za-z]+|event\.[a-z]+|notification\.[a-z]+)\.([0-9a-f-]{36})(?:\.([0-9a-f-]{36}|-))?$/;

/** W3C Trace Context, for whoever reads along; our own services know these ids anyway. */
function tracedBy(subject: string): Readonly<Record<string, string>> {
  const [, submissionId, ofId] = OF_SUBMISSION.exec(subject) ?? [];
  if (submissionId === undefined) return {};
  return { traceparent: traceparentOf(submissionId, ofId === '-' ? undefined : ofId) };
}

/** Refuses what the server would answer by closing the connection. */
export function refuseTooLarge(link: Link, subject: string, payload: Uint8Array): void {
  const limit = link.connection.info?.max_payload ?? DEFAULT_MAX_PAYLOAD;
  if (payload.length <= limit) return;
  const message = `a message of ${payload.length} bytes for ${subject} is above nats-server's limit of ${limit}`;
  throw new KnockemError('too-large', message, { hint: 'large content travels as a blob' });
}

/**
 * Publishes into streams and waits for the PubAck: resolved = stored. Rejected `unavailable` = not known to be stored
 * (it may be, when the server died after writing): repeat it with the same message id. Within PUBLISH_MS always one of
 * the two; a break of the connection rejects at once, and while the server is away it waits for it that long.
 */
export class Publisher {
  constructor(
    private readonly link: Link,
    private readonly client: JetStreamClient,
    private readonly isTraced = false,
  ) {}

  async publish(subject: string, body: unknown, options: PublishOptions): Promise<PublishAck> {
    const payload = encode(body);
    refuseTooLarge(this.link, subject, payload);
    const deadline = performance.now() + PUBLISH_MS;
    await this.link.whenConnected(PUBLISH_MS);
    const fields = {
      ...options.headers,
      ...(options.schema ? { [SCHEMA_HEADER]: options.schema } : {}),
      ...(this.isTraced ? tracedBy(subject) : {}),
    };
    try {
      const ack = await this.link.whileConnected(
        this.client.publish(subject, payload, {
          headers: natsHeaders(fields),
          msgID: options.messageId,
          expect: options.onlyFirst ? { lastSubjectSequence: 0 } : undefined,
          timeout: Math.max(1, deadline - performance.now()),
        }),
      );
      return { sequence: ack.seq, duplicate: ack.duplicate };
    } catch (error) {
      if (isWrongLastSequence(error)) throw new AlreadyOnSubject(`${subject} holds a message already`);
      throw explain(error, `publishing on ${subject}`);
    }
  }
}
