import type { Messaging } from '#messaging';

/** Lines kept while nats-server is away or slow; beyond it they are dropped and counted. */
const MAX_QUEUED = 1_000;
/** Lines sent between two round trips: bounds what the client buffers. */
const CHUNK = 100;
const MAX_LINE_BYTES = 64_000;

/**
 * The log's second destination: `knockem.log.<service>.<level>`, for people and tools that tail. Never blocks, never
 * grows without bound, never logs itself; what it could not take it counts and says so when the bus is back. The
 * first destination, stdout, has every line.
 */
export class BusLog {
  private readonly queue: string[] = [];
  private dropped = 0;
  private sending?: Promise<void>;

  constructor(
    private readonly messaging: Messaging,
    private readonly service: string,
  ) {
    messaging.onStatus((status) => status === 'connected' && this.wake());
  }

  /** Called by pino with one JSON line. */
  write = (line: string): void => {
    if (this.queue.length >= MAX_QUEUED) this.dropped += 1;
    else this.queue.push(line);
    this.wake();
  };

  /** Resolves when what was written so far has been sent, or cannot be. */
  async flush(): Promise<void> {
    await this.sending;
  }

  private wake(): void {
    this.sending ??= this.send().finally(() => (this.sending = undefined));
  }

  private async send(): Promise<void> {
    await Promise.resolve();
    try {
      while (this.queue.length > 0 && this.messaging.isConnected()) {
        for (const line of this.queue.splice(0, CHUNK)) this.publish(line);
        await this.messaging.flush();
        if (this.dropped > 0) this.confess();
      }
    } catch {
      // The connection broke: the next status change or line wakes it again.
    }
  }

  private publish(line: string): void {
    const level = /^\{"level":"([a-z]+)"/.exec(line)?.[1] ?? 'info';
    const body = Buffer.byteLength(line) > MAX_LINE_BYTES ? this.shortened(line, level) : line.trimEnd();
    this.messaging.publishCore(this.messaging.subjects.log(this.service, level), Buffer.from(body));
  }

  private shortened(line: string, level: string): string {
    return this.line(level, `${line.slice(0, 1_000)}… (${line.length} characters; whole on stdout)`);
  }

  private confess(): void {
    const count = this.dropped;
    this.dropped = 0;
    this.publish(this.line('warn', `${count} log lines were dropped while nats-server was away or slow`));
  }

  private line(level: string, message: string): string {
    return JSON.stringify({ level, time: new Date().toISOString(), service: this.service, message });
  }
}
