import {
  type ConnectionOptions,
  connect,
  createInbox,
  errors,
  type NatsConnection,
} from '@nats-io/transport-node';
import { busRoleOf, inboxOf } from '#contracts';
import { KnockemError } from '#domain';
import { credentialsOf } from './credentials';
import type { MessagingOptions } from './types';

/** A first connection that takes longer has failed; services say so and end. */
const CONNECT_MS = 4_000;
/** Pings notice a half-open connection within about a minute (three unanswered). */
const PING_MS = 20_000;

export type LinkStatus = 'connected' | 'disconnected';

/**
 * A connection that never gives up: once made, it reconnects for ever, with jitter, so that a hundred executors do
 * not come back in the same millisecond. Status listeners hear each change in order.
 */
export class Link {
  private status: LinkStatus = 'connected';
  private readonly listeners = new Set<(status: LinkStatus) => void>();

  constructor(
    readonly connection: NatsConnection,
    readonly servers: string,
    private readonly inboxPrefix: string,
  ) {
    void this.watch();
  }

  /** A fresh subject below this connection's own prefix. */
  newInbox(): string {
    return createInbox(this.inboxPrefix);
  }

  isConnected(): boolean {
    return this.status === 'connected' && !this.connection.isClosed();
  }

  /** Returns what takes the listener off again. */
  onStatus(listener: (status: LinkStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves once connected (at once when it is so); rejects `unavailable` after `timeoutMs`. */
  whenConnected(timeoutMs: number): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        forget();
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(() => settle(this.away()), timeoutMs);
      const forget = this.onStatus((status) => status === 'connected' && settle());
    });
  }

  /** The promise, or `unavailable` as soon as the connection breaks: its answer would never come. */
  async whileConnected<T>(promise: Promise<T>): Promise<T> {
    let forget: () => void = () => undefined;
    const broken = new Promise<never>((_, reject) => {
      forget = this.onStatus((status) => status === 'disconnected' && reject(this.away()));
    });
    promise.catch(() => undefined);
    try {
      return await Promise.race([promise, broken]);
    } finally {
      forget();
    }
  }

  away(): KnockemError {
    return new KnockemError('unavailable', `nats-server at ${this.servers} is away; reconnecting`);
  }

  async close(): Promise<void> {
    if (this.connection.isClosed()) return;
    // Draining a broken connection would wait for ever.
    if (this.isConnected()) await this.connection.drain().catch(() => this.connection.close());
    else await this.connection.close();
  }

  private async watch(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') this.tell('disconnected');
      if (type === 'reconnect') this.tell('connected');
    }
    this.tell('disconnected');
  }

  private tell(status: LinkStatus): void {
    if (this.status === status) return;
    this.status = status;
    for (const listener of [...this.listeners]) listener(status);
  }
}

/** Connects, or rejects with one sentence that says where it tried and how to mend it. */
export async function openLink(options: MessagingOptions): Promise<Link> {
  try {
    return new Link(await connect(connectionOptions(options)), options.servers, inboxPrefixOf(options));
  } catch (error) {
    throw connectFailure(options.servers, error as Error);
  }
}

const inboxPrefixOf = ({ name }: MessagingOptions): string => inboxOf(busRoleOf(name));

function connectionOptions(options: MessagingOptions): ConnectionOptions {
  return {
    servers: options.servers.split(',').map((server) => server.trim()),
    name: options.name,
    token: options.token,
    user: options.user,
    pass: options.password,
    authenticator: options.credentialsFile
      ? credentialsOf(options.credentialsFile, busRoleOf(options.name))
      : undefined,
    inboxPrefix: inboxPrefixOf(options),
    timeout: CONNECT_MS,
    pingInterval: PING_MS,
    maxReconnectAttempts: -1,
    reconnectDelayHandler: () => 100 + Math.random() * 900,
    ignoreAuthErrorAbort: true,
  };
}

function connectFailure(servers: string, error: Error): KnockemError {
  if (error instanceof KnockemError) return error;
  if (error instanceof errors.AuthorizationError || error.cause instanceof errors.AuthorizationError) {
    return new KnockemError('misconfigured', `nats-server at ${servers} refuses these credentials`, {
      hint: 'set KNOCKEM_NATS_CREDS, KNOCKEM_NATS_USER and KNOCKEM_NATS_PASSWORD, or KNOCKEM_NATS_TOKEN',
    });
  }
  return new KnockemError('unavailable', `cannot reach nats-server at ${servers} (${error.message})`, {
    hint: 'start one with "nats-server -js", or set KNOCKEM_NATS_URL to where it is',
  });
}
