import type { Response } from 'express';
import type { EventSink, SequencedEvent } from '../../application/follow-submission';
import type { ChangeSink, SubmissionsChange } from '../../application/follow-submissions';
import type { SubmissionState } from '../../application/read-submission';

/** Options of all event streams of the gateway. A class, so that Nest injects it by its type. */
export class SseOptions {
  /**
   * A comment line goes out this often: proxies and clients drop what is silent for longer; 15 s is under the usual 30
   * and 60.
   */
  readonly heartbeatMs: number = 15_000;
}

/** Unread bytes after which a client is let go; it comes back with Last-Event-ID and misses nothing. */
export const MAX_UNREAD_BYTES = 256_000;
/** A client waits this long before it comes back. */
const RETRY_MS = 2000;

/**
 * One client's stream of server-sent events. Opened by the first event, so that an error before it is still a problem
 * document. A slow client first loses progress (the next one repairs it), then the connection; never is more than
 * MAX_UNREAD_BYTES kept for it.
 */
export class SseStream implements EventSink, ChangeSink {
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly response: Response,
    private readonly options: SseOptions,
  ) {}

  state(state: SubmissionState, sequence: number): void {
    this.openUp();
    this.write(block('state', state, sequence));
  }

  changed(change: SubmissionsChange): void {
    this.openUp();
    this.write(block('changed', change));
  }

  event({ event, sequence }: SequencedEvent): void {
    if (event.kind === 'progress' && this.response.writableNeedDrain) return;
    this.write(block(event.kind, event, sequence));
  }

  end(status: string): void {
    this.write(block('end', { status }));
    this.close();
  }

  close(): void {
    clearInterval(this.heartbeat);
    if (!this.response.writableEnded) this.response.end();
  }

  /** Called at once when it has been closed already. */
  onClosed(closed: () => void): void {
    const done = (): void => {
      clearInterval(this.heartbeat);
      closed();
    };
    if (this.response.closed || this.response.writableEnded) return done();
    this.response.once('close', done);
  }

  private openUp(): void {
    if (this.response.headersSent || this.response.writableEnded || this.response.destroyed) return;
    this.response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    // Who asks for the head alone reads no events, and is sent nothing before the answer has ended.
    if (this.response.req.method === 'HEAD') return void this.response.end();
    this.write(`retry: ${RETRY_MS}\n`);
    this.heartbeat = setInterval(() => this.write(': heartbeat\n\n'), this.options.heartbeatMs);
  }

  private write(text: string): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    this.response.write(text);
    if (this.response.writableLength > MAX_UNREAD_BYTES) this.response.destroy();
  }
}

const block = (name: string, value: unknown, sequence?: number): string =>
  `${sequence === undefined ? '' : `id: ${sequence}\n`}event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
