import type { StoredMsg } from '@nats-io/jetstream';
import type { Msg, MsgHdrs } from '@nats-io/transport-node';
import type { StoredMessage } from './types';

/** First value of each header. */
export function plainHeaders(headers: MsgHdrs | undefined): Record<string, string> {
  if (!headers) return {};
  return Object.fromEntries(headers.keys().map((key) => [key, headers.get(key)]));
}

export const storedMessage = (message: StoredMsg): StoredMessage => ({
  subject: message.subject,
  sequence: message.seq,
  headers: plainHeaders(message.header),
  body: message.data,
  storedAt: message.time.toISOString(),
});

/** What the reply subject of a delivered message tells about it. */
export interface DeliveryFacts {
  /** 1 = first delivery. */
  readonly delivery: number;
  readonly streamSequence: number;
  /** Counts the deliveries of this consumer; a gap means that a delivery was lost on the way. */
  readonly consumerSequence: number;
  readonly storedAt: string;
}

const NANOS_PER_MS = 1_000_000n;

/**
 * Reads `$JS.ACK.[<domain>.<account>.]<stream>.<consumer>.<delivery>.<stream seq>.<consumer seq>.<nanos>.<pending>[.…]`;
 * undefined when the message was not delivered by a consumer.
 */
export function deliveryFacts(reply: string | undefined): DeliveryFacts | undefined {
  const tokens = (reply ?? '').split('.');
  if (tokens[0] !== '$JS' || tokens[1] !== 'ACK' || tokens.length < 9) return undefined;
  const [delivery, streamSequence, consumerSequence, nanos] = tokens.slice(tokens.length === 9 ? 4 : 6);
  return {
    delivery: Number(delivery),
    streamSequence: Number(streamSequence),
    consumerSequence: Number(consumerSequence),
    storedAt: new Date(Number(BigInt(nanos) / NANOS_PER_MS)).toISOString(),
  };
}

export const deliveredMessage = (message: Msg, facts: DeliveryFacts): StoredMessage => ({
  subject: message.subject,
  sequence: facts.streamSequence,
  headers: plainHeaders(message.headers),
  body: message.data,
  storedAt: facts.storedAt,
});
