import { setTimeout as delay } from 'node:timers/promises';
import type { TurnReply } from '#contracts';
import { KnockemError } from '#domain';
import { backOffMs } from '../domain/back-off';
import type { Lease } from '../domain/lease';
import type { Clock, Log, Meter, SchedulerDoor } from './ports';
import type { TakeTurn } from './take-turn';

/** News within this many ms share a turn; it bounds the turns of a busy executor to 200 a second. */
const GATHER_MS = 5;
/** What more of its kind follows at once is told together within this many ms: each turn names all that is held. */
const SOON_MS = 50;
/** After the first turn without an answer, in ms; doubled from there. */
const FIRST_RETRY_MS = 100;
/** Beyond the long poll: what an answer may take that is not kept back, in ms. */
const ANSWER_MS = 2000;
/** An answer that has nothing and comes at once, again and again, must not make a hot loop, in ms. */
const HOT_MS = 20;
const IDLE_PAUSE_MS = 50;
/** Turns that may be unanswered at once: one that is awaited, and those it superseded. */
const MAX_UNANSWERED = 3;

export interface TurnLoopParts {
  readonly takeTurn: TakeTurn;
  readonly scheduler: SchedulerDoor;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** Longest time the scheduler may keep an answer back; a lease is three of them. */
  readonly periodMs: number;
}

/**
 * The conversation with the scheduler, for ever. One turn is awaited at a time. When something is news (a run ended)
 * while the answer is kept back, the next turn is sent at once and supersedes it: it repeats everything, so an answer
 * that gets lost that way is harmless, and answers are applied in the order of turns only. Without an answer: growing,
 * jittered waits, at most one period. Ends by `stop`, or by rejecting `ended` when the scheduler is not ours.
 */
export class TurnLoop {
  private turn = 0;
  private lastApplied = 0;
  private unanswered = 0;
  private failures = 0;
  private stopped = false;
  private draining = false;
  /** The scheduler knows that nothing more is taken: no turn from before waits there for work. */
  isDrainHeard = false;
  private news = false;
  private soon?: NodeJS.Timeout;
  private ring: () => void = () => undefined;
  private applying: Promise<void> = Promise.resolve();

  constructor(private readonly parts: TurnLoopParts) {}

  /** Resolves when the loop has ended. */
  async run(): Promise<void> {
    while (!this.stopped) await this.once();
    await this.applying;
  }

  /** There is something to tell. */
  wake = (): void => {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.news = true;
    this.ring();
  };

  /** There is something to tell, and more will follow at once. */
  wakeSoon = (): void => {
    this.soon ??= setTimeout(this.wake, SOON_MS);
  };

  /** The bus is back: what was asked before is not answered any more. */
  reconnected = (): void => {
    this.failures = 0;
    this.wake();
  };

  drain(): void {
    this.draining = true;
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  private async once(): Promise<void> {
    this.news = false;
    const sentAt = this.parts.clock.monotonic();
    const answer = this.send();
    const superseded = new AbortController();
    const first = await Promise.race([answer, this.newsLater(superseded.signal)]);
    superseded.abort();
    if (first === 'news') return;
    if (first.error) return this.retryLater(first.error);
    this.failures = 0;
    await this.pauseAfter(first.reply, this.parts.clock.monotonic() - sentAt);
  }

  /** Sends one turn; its answer is applied when it comes, unless a newer one has been applied before. */
  private async send(): Promise<
    { readonly reply: TurnReply; readonly error?: undefined } | { readonly error: Error }
  > {
    const { takeTurn, scheduler, lease, periodMs, meter, clock } = this.parts;
    const turn = ++this.turn;
    const { draining } = this;
    const request = takeTurn.request(turn, draining, periodMs);
    const sentAt = clock.monotonic();
    this.unanswered += 1;
    let reply: TurnReply;
    try {
      reply = await scheduler.takeTurn(request, request.maxWaitMs + ANSWER_MS);
      const answeredAt = clock.monotonic();
      lease.renew({ sentMs: sentAt, answeredMs: answeredAt, leaseMs: reply.grants[0]?.leaseMs });
      meter.turnTaken(true, answeredAt - sentAt);
    } catch (error) {
      meter.turnTaken(false, clock.monotonic() - sentAt);
      return { error: error as Error };
    } finally {
      this.unanswered -= 1;
      this.ring();
    }
    return this.apply(turn, reply).then(
      () => {
        this.isDrainHeard ||= draining;
        return { reply };
      },
      (error: Error) => this.end(error),
    );
  }

  private apply(turn: number, reply: TurnReply): Promise<void> {
    const next = this.applying.then(async () => {
      if (turn < this.lastApplied) return;
      this.lastApplied = turn;
      await this.parts.takeTurn.apply(reply, this.draining);
    });
    this.applying = next.catch(() => undefined);
    return next;
  }

  /** What makes an answer impossible to obey ends the loop: the process says so and stops. */
  private failure?: Error;
  private end(error: Error): { readonly error: Error } {
    this.failure = error;
    this.stopped = true;
    this.ring();
    return { error };
  }

  /** Why the loop ended by itself. */
  get endedBy(): Error | undefined {
    return this.failure;
  }

  /** Resolves when there is news and the turn under way has had its chance to be answered. */
  private async newsLater(superseded: AbortSignal): Promise<'news'> {
    await quietly(delay(GATHER_MS, undefined, { signal: superseded }));
    while (!superseded.aborted && (!this.news || this.unanswered >= MAX_UNANSWERED)) {
      await this.nextRing(superseded);
    }
    return 'news';
  }

  private async retryLater(error: Error): Promise<void> {
    if (this.stopped) return;
    this.failures += 1;
    if (error instanceof KnockemError && error.code === 'refused') {
      this.end(error);
      return;
    }
    const waitMs = backOffMs(this.failures, Math.random(), FIRST_RETRY_MS, this.parts.periodMs);
    if (this.failures === 1 || this.failures % 20 === 0) {
      this.parts.log.warn({ error: error.message, failures: this.failures }, 'no answer from the scheduler');
    }
    const failures = this.failures;
    const until = this.parts.clock.monotonic() + waitMs;
    while (!this.stopped && this.failures === failures && this.parts.clock.monotonic() < until) {
      await this.pause(until - this.parts.clock.monotonic());
    }
  }

  private async pauseAfter(reply: TurnReply, tookMs: number): Promise<void> {
    const empty = [reply.settled, reply.stop, reply.adopt, reply.remove, reply.grants].every(
      (list) => list.length === 0,
    );
    const pauseMs = empty && tookMs < HOT_MS ? Math.max(reply.nextMs, IDLE_PAUSE_MS) : reply.nextMs;
    if (pauseMs > 0 && !this.news && !this.stopped) await this.pause(pauseMs);
  }

  /** Waits, at most this long, until something rings. */
  private async pause(ms: number): Promise<void> {
    const over = new AbortController();
    await Promise.race([
      quietly(delay(Math.max(1, ms), undefined, { signal: over.signal })),
      this.nextRing(over.signal),
    ]);
    over.abort();
  }

  private nextRing(given: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.ring = resolve;
      given.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

const quietly = (waiting: Promise<unknown>): Promise<unknown> => waiting.catch(() => undefined);
