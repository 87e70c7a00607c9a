import { BackOff, Pause } from './back-off';
import type { Link } from './connection';
import type { Stoppable } from './types';

/** What `open` gives: something that can be closed, politely and more than once. */
export interface Session {
  close(): void;
}

const AWAY_CHECK_MS = 60_000;

/**
 * Keeps one session open: opens it, waits until it breaks (or the connection does), waits a little, opens the next.
 * The first opening is the caller's to see: it rejects `start`. Later failures are told to `onError` and retried for
 * ever. `open` is never called twice at a time, and not while the server is away.
 */
export class SessionKeeper implements Stoppable {
  private readonly backOff = new BackOff();
  private readonly pause = new Pause();
  private stopped = false;
  private session?: Session;
  private endSession: (error?: Error) => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();
  private readonly forgetStatus: () => void;

  constructor(
    private readonly link: Link,
    private readonly open: (broken: (error: Error) => void) => Promise<Session>,
    private readonly onError: (error: Error) => void = () => undefined,
  ) {
    this.forgetStatus = link.onStatus((status) => {
      if (status === 'disconnected') this.endSession(link.away());
    });
  }

  async start(): Promise<this> {
    try {
      const ended = await this.openOnce();
      this.loop = this.keep(ended);
      return this;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.forgetStatus();
    this.endSession();
    this.pause.cancel();
    await this.loop;
  }

  /** Something arrived: the next break is a new one, its wait starts small again. */
  proven(): void {
    this.backOff.reset();
  }

  /** The inner promise resolves when the session has ended. */
  private async openOnce(): Promise<{ ended: Promise<Error | undefined> }> {
    const ended = new Promise<Error | undefined>((resolve) => (this.endSession = resolve));
    this.session = await this.open((error) => this.endSession(error));
    return { ended };
  }

  private async keep(first: { ended: Promise<Error | undefined> }): Promise<void> {
    let current: { ended: Promise<Error | undefined> } | undefined = first;
    while (!this.stopped) {
      const error = await current?.ended;
      this.session?.close();
      this.session = undefined;
      if (this.stopped) return;
      if (error && this.link.isConnected()) this.onError(error);
      current = await this.reopen();
    }
    this.session?.close();
  }

  private async reopen(): Promise<{ ended: Promise<Error | undefined> } | undefined> {
    await this.pause.wait(this.backOff.nextMs());
    if (this.stopped || this.link.connection.isClosed()) {
      this.stopped = true;
      return undefined;
    }
    try {
      await this.connected();
      return this.stopped ? undefined : await this.openOnce();
    } catch (error) {
      if (!this.stopped) this.onError(error as Error);
      return undefined;
    }
  }

  private connected(): Promise<void> {
    if (this.link.isConnected()) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, AWAY_CHECK_MS);
      const done = (): void => {
        clearTimeout(timer);
        forget();
        resolve();
      };
      const forget = this.link.onStatus((status) => status === 'connected' && done());
      this.endSession = done;
    });
  }
}
