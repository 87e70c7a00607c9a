import type { Clock } from './ports';
import type { ContainerRuntime, RunEnd, RunSpecification, ServedContainer } from './container-runtime';
import { MAX_ANSWER_BYTES } from '../domain/serve-line';

/**
 * A container is asked no more once it has served this long, in ms. Its deadline stands beside it, so that it holds while
 * this process is stopped or dead, and can only count from the container's start: it is the time-out of one competition
 * and this (and a second). A stopped executor's places under the cap are freed later than that, never sooner: at the
 * earliest ten seconds after its time-out.
 */
export const SERVING_MS = 8000;
/** What a container that was told to end by the end of its input may take for it, in ms. */
const LEAVE_MS = 500;

export type Reply =
  | { readonly kind: 'line'; readonly line: string }
  /** Its time-out is over. */
  | { readonly kind: 'late' }
  /** We are to stop it. */
  | { readonly kind: 'stopped' }
  /** The container has ended, or closed its output. */
  | { readonly kind: 'gone' }
  /** Our connection to it broke. */
  | { readonly kind: 'broken'; readonly sentence: string }
  /** A line without an end. */
  | { readonly kind: 'flood' };

const LINE_END = 0x0a;

/** One container that is asked line by line, in lock-step. After any reply but a line it can only be closed. */
export class ServingContainer {
  /** The competition whose answer was its last. */
  lastAnswered?: string;
  private rest: Buffer[] = [];
  private restBytes = 0;
  private waiting?: (reply: Reply) => void;
  private ended?: Reply;

  private constructor(
    readonly id: string,
    private readonly runtime: ContainerRuntime,
    private readonly container: ServedContainer,
    private readonly clock: Clock,
    /** Before its start: its own deadline counts from there. */
    private readonly openedAt: number,
  ) {
    container.stdout
      .on('data', (bytes: Buffer) => this.take(bytes))
      .on('error', ({ message }) => this.end({ kind: 'broken', sentence: message }))
      .on('close', () => this.end({ kind: 'gone' }));
    container.stdin.on('error', () => undefined);
  }

  static async open(
    runtime: ContainerRuntime,
    specification: RunSpecification,
    clock: Clock,
  ): Promise<ServingContainer> {
    const openedAt = clock.monotonic();
    const container = await runtime.serve(specification);
    return new ServingContainer(specification.attemptId, runtime, container, clock, openedAt);
  }

  /** Whether one more competition may be written to it. */
  get isUsable(): boolean {
    return !this.ended && this.restBytes === 0 && this.clock.monotonic() - this.openedAt < SERVING_MS;
  }

  /** Writes one line and waits for the next: until then nobody else may ask. */
  async ask(line: string, timeoutMs: number, stopSignal: AbortSignal): Promise<Reply> {
    if (this.ended) return this.ended;
    const stop = (): void => this.end({ kind: 'stopped' });
    const deadline = setTimeout(() => this.end({ kind: 'late' }), timeoutMs);
    stopSignal.addEventListener('abort', stop, { once: true });
    try {
      return await new Promise<Reply>((resolve) => {
        this.waiting = resolve;
        if (stopSignal.aborted) return stop();
        this.container.stdin.write(`${line}\n`);
      });
    } finally {
      clearTimeout(deadline);
      stopSignal.removeEventListener('abort', stop);
    }
  }

  /** Undefined: it goes on, and has only closed its output. */
  async howItEnded(): Promise<RunEnd | undefined> {
    const bound = new Promise<undefined>((resolve) => setTimeout(resolve, LEAVE_MS, undefined).unref());
    return Promise.race([this.runtime.wait(this.id), bound]);
  }

  /** Nothing of it is left afterwards. One that waits for a line sees its input end, and goes by itself. */
  async close(): Promise<void> {
    const mayLeave = !this.ended && !this.waiting;
    this.end({ kind: 'gone' });
    this.container.stdin.end();
    if (mayLeave) await this.leaves();
    this.container.stdin.destroy();
    this.container.stdout.destroy();
    await this.runtime.remove(this.id);
  }

  private leaves(): Promise<void> {
    return new Promise((resolve) => {
      const bound = setTimeout(resolve, LEAVE_MS);
      this.container.stdout.once('close', () => {
        clearTimeout(bound);
        resolve();
      });
    });
  }

  private end(reply: Reply): void {
    this.ended ??= reply;
    this.rest = [];
    this.answer(this.ended);
  }

  private answer(reply: Reply): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.(reply);
  }

  private take(bytes: Buffer): void {
    if (this.ended) return;
    const lineEnd = bytes.indexOf(LINE_END);
    this.rest.push(lineEnd < 0 ? bytes : bytes.subarray(0, lineEnd));
    this.restBytes += lineEnd < 0 ? bytes.length : lineEnd;
    if (this.restBytes > MAX_ANSWER_BYTES) return this.end({ kind: 'flood' });
    if (lineEnd < 0) return;
    const line = Buffer.concat(this.rest).toString('utf8');
    const unasked = bytes.subarray(lineEnd + 1);
    this.rest = [];
    this.restBytes = 0;
    if (!this.waiting) return this.end({ kind: 'gone' }); // nobody asked: it is out of step
    this.answer({ kind: 'line', line });
    if (unasked.length > 0) this.take(unasked);
  }
}
