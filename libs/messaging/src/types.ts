import type { ApiEndpoint, ApiReply, Subjects } from '#contracts';

export interface MessagingOptions {
  /** `nats://host:port`, comma-separated for several. */
  readonly servers: string;
  /** Connection name shown by the server: the service's name. */
  readonly name: string;
  readonly runmode: 'production' | 'testing';
  readonly token?: string;
  readonly user?: string;
  readonly password?: string;
  readonly credentialsFile?: string;
  /** Messages into streams that concern a submission carry its `traceparent`. */
  readonly isTraced?: boolean;
}

export type StreamKey = 'journal' | 'records' | 'log' | 'dead' | 'notifications';

export interface StoredMessage {
  readonly subject: string;
  readonly sequence: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly storedAt: string;
}

export interface PublishOptions {
  readonly schema?: string;
  /** Broker de-duplication within its window; derived from the change, never random. */
  readonly messageId?: string;
  /** Refuse (AlreadyOnSubject) unless nothing has ever been stored on this subject. */
  readonly onlyFirst?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PublishAck {
  readonly sequence: number;
  /** True when the broker knew the message id already. */
  readonly duplicate: boolean;
}

export interface StreamState {
  readonly created: string;
  readonly firstSequence: number;
  readonly lastSequence: number;
}

/** A message of a durable consumer: exactly one of ack, retryLater or giveUp must follow. */
export interface Delivery extends StoredMessage {
  /** 1, 2, 3 … */
  readonly delivery: number;
  ack(): Promise<void>;
  /** Redeliver after a delay; a bare nak would come back within milliseconds. */
  retryLater(delayMs: number): void;
  giveUp(): void;
  /** Still at it: the acknowledgement wait starts anew. */
  working(): void;
}

export interface ConsumeOptions {
  readonly stream: StreamKey;
  readonly durable: string;
  readonly filter?: string;
  readonly ackWaitMs: number;
  readonly maxDeliver: number;
  /** Prefetched messages age while they wait: take no more than can start now. */
  readonly maxInFlight: number;
  /** Deliveries that wait to come again are among these; beyond it nothing new is delivered. Absent: the server's 1,000. */
  readonly maxAckPending?: number;
}

export interface Stoppable {
  stop(): Promise<void>;
}

/** One blob as it was stored at one moment: another put of the same content has another revision. */
export interface StoredBlob {
  readonly digest: string;
  readonly size: number;
  readonly storedAt: string;
  readonly revision: number;
}

/**
 * A put of what is there already writes it anew when it is older than this, in ms: whoever puts is about to name it, and
 * what was stored so lately is removed by nobody who looks for blobs that no one names.
 */
export const BLOB_IS_FRESH_MS = 600_000;

/** Content by SHA-256 in the JetStream object store. A put of what is there and fresh is a no-op. */
export interface Blobs {
  put(content: Uint8Array): Promise<{ digest: string; size: number }>;
  /** Undefined when there is no such blob. The digest is checked after the transfer. */
  get(digest: string): Promise<Buffer | undefined>;
  has(digest: string): Promise<boolean>;
  delete(digest: string): Promise<void>;
  /** Digests of all blobs, and of some that were deleted. */
  list(): Promise<string[]>;
  look(digest: string): Promise<StoredBlob | undefined>;
  /** False, and nothing is done, where it was put again since (or deleted). */
  deleteIfUnchanged(blob: StoredBlob): Promise<boolean>;
}

/**
 * The one door to the bus. Connects with endless reconnects; while the server is away publishes reject within their
 * time-out and readers wait. Never hides a failed publish.
 */
export interface Messaging {
  readonly subjects: Subjects;
  readonly blobs: Blobs;

  /** Creates what is missing and compares the server's echo with what was asked; drift is refused with both values named. */
  ensureStreams(): Promise<void>;
  streamState(stream: StreamKey): Promise<StreamState>;
  /**
   * When the message of that sequence was stored (to the millisecond), which with its sequence says which message it
   * is; undefined when the stream does not (or no longer) hold it.
   */
  storedAt(stream: StreamKey, sequence: number): Promise<string | undefined>;

  /** The first message at that sequence or after it, on subjects of `filter`; undefined when there is none. */
  firstFrom(stream: StreamKey, sequence: number, filter: string): Promise<StoredMessage | undefined>;
  /** Takes one message out of its stream; false when it is not there. */
  discard(stream: StreamKey, sequence: number): Promise<boolean>;

  /** Publishes into a stream and waits for its PubAck. `body` is JSON-serialised unless it is bytes. */
  publish(subject: string, body: unknown, options?: PublishOptions): Promise<PublishAck>;
  /** Core NATS: no storage, no answer. */
  publishCore(subject: string, body: unknown, headers?: Readonly<Record<string, string>>): void;
  /** What was published before has reached the server; rejects `unavailable` when it is away. */
  flush(): Promise<void>;
  lastOn(stream: StreamKey, subject: string): Promise<StoredMessage | undefined>;

  /**
   * Reads a journal in order from `afterSequence` + 1, in batches of what is there (≤ `maxBatch`), one batch at a time:
   * the next is handed over when `onBatch` has resolved. A rejection of `onBatch` is retried with the same batch after
   * a growing delay. Survives server restarts and a stream made anew (`onReset` is asked where to go on).
   * `afterStoredAt`: when the message at `afterSequence` was stored; `onReset` is asked when another one stands there.
   */
  readJournal(options: {
    readonly stream: StreamKey;
    readonly afterSequence: number;
    readonly afterStoredAt?: string;
    readonly maxBatch: number;
    readonly onBatch: (messages: readonly StoredMessage[]) => Promise<void>;
    readonly onReset: (state: StreamState) => Promise<number>;
    readonly onError?: (error: Error) => void;
  }): Promise<Stoppable>;

  /** Reads stored messages of one subject filter from a sequence or time, then follows; for tailing logs and events. */
  tail(options: {
    readonly stream: StreamKey;
    readonly filter: string;
    readonly from: 'new' | { readonly sequence: number } | { readonly sinceMs: number };
    readonly onMessage: (message: StoredMessage) => void;
  }): Promise<Stoppable>;

  consume(options: ConsumeOptions, onDelivery: (delivery: Delivery) => Promise<void>): Promise<Stoppable>;

  /** Core subscription; `queue` shares the messages among equals. */
  subscribe(
    subject: string,
    onMessage: (message: { subject: string; headers: Record<string, string>; body: Uint8Array }) => void,
    options?: { readonly queue?: string },
  ): Stoppable;

  /**
   * Answers an API endpoint. Thrown KnockemErrors become `{ok: false, error}`; anything else `internal`, told to
   * `onError`. An answer of `undefined` sends nothing: of a broadcast, somebody else answers.
   */
  respond<Reply>(
    endpoint: ApiEndpoint,
    answer: (body: Uint8Array, context: { headers: Record<string, string> }) => Promise<Reply> | Reply,
    options?: { readonly queue?: string; readonly onError?: (error: Error) => void },
  ): Stoppable;

  /**
   * Asks an API endpoint and returns the value of an `ok` reply; an error reply is thrown as KnockemError with the
   * same code; no responder or no answer in time is KnockemError `unavailable`.
   */
  request<Reply>(
    endpoint: ApiEndpoint,
    body: unknown,
    options: { timeoutMs: number; schema?: string },
  ): Promise<Reply>;
  /** The same by raw reply, for endpoints whose answer is checked by its own schema. */
  requestRaw(
    endpoint: ApiEndpoint,
    body: unknown,
    options: { timeoutMs: number },
  ): Promise<ApiReply<unknown>>;

  isConnected(): boolean;
  onStatus(listener: (status: 'connected' | 'disconnected') => void): void;
  /** Drains: what was sent is flushed, subscriptions end, the connection closes. */
  close(): Promise<void>;
}

/** A publish with `onlyFirst` met an earlier message on its subject. */
export class AlreadyOnSubject extends Error {
  override readonly name = 'AlreadyOnSubject';
}
