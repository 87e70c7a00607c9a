import type { TurnReply, TurnRequest } from '#contracts';
import { KnockemError } from '#domain';

/** What the desk needs from the use case take-turns: one transaction for all turns of a call, answers in their order. */
export interface TurnTaking {
  takeTurns(turns: readonly TurnRequest[]): TurnsTaken;
}

export type TurnAnswer = { readonly reply: TurnReply } | { readonly error: KnockemError };

export interface TurnsTaken {
  readonly answers: readonly TurnAnswer[];
  /** Milliseconds until work that is waiting for its back-off may start; absent = nothing is. */
  readonly readyInMs?: number;
  /** Turns that are not among these may get something now (a place became free, work became ready, a stop is due). */
  readonly othersMayGet: boolean;
}

export interface TurnDeskOptions {
  /** The longest that an answer is kept back; an executor may ask for less. */
  readonly periodMs: number;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** Called with the time from a turn's arrival to its answer, and whether it was kept back for want of work. */
  readonly onAnswered?: (waitedMs: number, keptBack: boolean) => void;
}

interface WaitingTurn {
  readonly turn: TurnRequest;
  readonly arrivedAt: number;
  readonly until: number;
  readonly answer: (reply: TurnReply) => void;
  readonly refuse: (error: KnockemError) => void;
  /** The last taking's reply, which has nothing to give; absent until the turn was taken. */
  empty?: TurnReply;
}

/** Turns of one transaction: keeps it under 10 ms. */
const MAX_TURNS = 100;
const MAX_TIMER_MS = 60_000;

/**
 * Where executors' turns wait. Batches form by themselves: while one transaction is under way, what arrives is
 * collected, and the next takes all of it.
 *
 * A turn is *fresh* until it was taken once; *parked* when there was nothing to give: it is taken again (the same
 * request; takings are repeatable) when the desk is woken or waiting work becomes ready (with free slots only, where
 * nothing but a grant can come of it), and answered empty at the end of its wait; *superseded* when the same executor
 * sends a newer one: its answer is dropped, and what it was granted is sent again by the next taking.
 * The desk promises no answer: a lost one is repaired by the executor's next turn. It never waits for JetStream.
 */
export class TurnDesk {
  private readonly waiting = new Map<string, WaitingTurn>();
  /** Attempts that an executor was told to stop in its last answer. */
  private readonly stopsTold = new Map<string, ReadonlySet<string>>();
  private drainDue: NodeJS.Immediate | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Which parked turns are to be taken again. */
  private woken: 'none' | 'free' | 'all' = 'none';
  private readyAt: number | undefined;
  private closed = false;

  constructor(
    private readonly taking: TurnTaking,
    private readonly options: TurnDeskOptions,
  ) {}

  submit(turn: TurnRequest): Promise<TurnReply> {
    if (this.closed) return Promise.reject(shuttingDown());
    const earlier = this.waiting.get(turn.executorId);
    if (earlier && earlier.turn.bootId === turn.bootId && earlier.turn.turn > turn.turn)
      return Promise.reject(superseded(turn));
    return new Promise((answer, refuse) => {
      const arrivedAt = this.options.clock();
      const until = arrivedAt + Math.min(turn.maxWaitMs, this.options.periodMs);
      this.waiting.set(turn.executorId, { turn, arrivedAt, until, answer, refuse });
      earlier?.refuse(superseded(earlier.turn));
      this.drainSoon();
    });
  }

  /** Work became ready, a stop is due or limits changed: parked turns are taken again. */
  wake(): void {
    this.woken = 'all';
    if (this.waiting.size > 0) this.drainSoon();
  }

  /** The same of those with free slots: for a place that became free, all executors at work need not be asked. */
  wakeFree(): void {
    if (![...this.waiting.values()].some(({ turn }) => turn.free > 0)) return;
    if (this.woken === 'none') this.woken = 'free';
    this.drainSoon();
  }

  /** Takes at once those that were woken, if any. */
  takeWoken(): void {
    if (!this.drainDue || this.woken === 'none') return;
    clearImmediate(this.drainDue);
    this.drainDue = undefined;
    this.drain();
  }

  get parked(): number {
    return this.waiting.size;
  }

  /** Answers everyone who waits and takes no more turns. What was granted and not sent is sent again after the restart. */
  close(): void {
    this.closed = true;
    clearImmediate(this.drainDue);
    clearTimeout(this.timer);
    for (const waiting of [...this.waiting.values()]) {
      if (waiting.empty) this.reply(waiting, { ...waiting.empty, nextMs: 1000 });
      else this.refuse(waiting, shuttingDown());
    }
  }

  private drainSoon(): void {
    this.drainDue ??= setImmediate(() => {
      this.drainDue = undefined;
      this.drain();
    });
  }

  private drain(): void {
    const due = [...this.waiting.values()].filter((waiting) => this.isDue(waiting));
    this.woken = 'none';
    for (let start = 0; start < due.length; start += MAX_TURNS)
      this.take(due.slice(start, start + MAX_TURNS));
    this.answerExpired();
    this.setTimer();
  }

  private isDue({ empty, turn }: WaitingTurn): boolean {
    return !empty || this.woken === 'all' || (this.woken === 'free' && turn.free > 0);
  }

  private take(batch: readonly WaitingTurn[]): void {
    let taken: TurnsTaken;
    try {
      taken = this.taking.takeTurns(batch.map((waiting) => waiting.turn));
    } catch (error) {
      for (const waiting of batch) this.refuse(waiting, asKnockemError(error));
      return;
    }
    batch.forEach((waiting, index) => this.settle(waiting, taken.answers[index]));
    this.expectReady(taken.readyInMs);
    if (taken.othersMayGet && this.waiting.size > batch.length) this.wakeOthers(batch);
  }

  /** The earliest stays: of turns that found no free slot nothing follows for those that wait with one. */
  private expectReady(inMs: number | undefined): void {
    if (inMs !== undefined) this.readyAt = Math.min(this.readyAt ?? Infinity, this.options.clock() + inMs);
  }

  /** Only when somebody else is parked, or two parked turns would wake each other for ever. */
  private wakeOthers(batch: readonly WaitingTurn[]): void {
    const taken = new Set(batch);
    if ([...this.waiting.values()].some((waiting) => waiting.empty && !taken.has(waiting))) this.wakeFree();
  }

  private settle(waiting: WaitingTurn, answer: TurnAnswer): void {
    if ('error' in answer) return this.refuse(waiting, answer.error);
    if (waiting.turn.draining || this.hasSomethingNew(waiting.turn, answer.reply))
      return this.reply(waiting, answer.reply);
    waiting.empty = answer.reply;
  }

  /** A stop that was told in the answer before is being obeyed; saying it in every turn would only make turns spin. */
  private hasSomethingNew(turn: TurnRequest, reply: TurnReply): boolean {
    const told = this.stopsTold.get(turn.executorId);
    const newStop = reply.stop.some((attemptId) => !told?.has(attemptId));
    return (
      newStop || reply.settled.length + reply.adopt.length + reply.remove.length + reply.grants.length > 0
    );
  }

  private answerExpired(): void {
    const now = this.options.clock();
    for (const waiting of [...this.waiting.values()])
      if (waiting.empty && waiting.until <= now) this.reply(waiting, this.afterWaiting(waiting, now));
  }

  /** Whoever waited the whole period comes again at once; who would not wait comes when the period is over. */
  private afterWaiting(waiting: WaitingTurn, now: number): TurnReply {
    const rest = Math.ceil(this.options.periodMs - (now - waiting.arrivedAt));
    return { ...(waiting.empty as TurnReply), nextMs: waiting.turn.maxWaitMs > 0 ? 0 : Math.max(0, rest) };
  }

  private setTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.size === 0) return;
    const ends = [...this.waiting.values()].map((waiting) => waiting.until);
    const next = Math.min(...ends, this.readyAt ?? Infinity);
    const delay = Math.min(MAX_TIMER_MS, Math.max(1, Math.ceil(next - this.options.clock())));
    this.timer = setTimeout(() => this.onTimer(), delay);
  }

  private onTimer(): void {
    if (this.readyAt !== undefined && this.readyAt <= this.options.clock()) {
      this.readyAt = undefined;
      if (this.woken === 'none') this.woken = 'free';
    }
    this.drain();
  }

  private reply(waiting: WaitingTurn, reply: TurnReply): void {
    this.leave(waiting);
    if (reply.stop.length > 0) this.stopsTold.set(waiting.turn.executorId, new Set(reply.stop));
    else this.stopsTold.delete(waiting.turn.executorId);
    this.options.onAnswered?.(this.options.clock() - waiting.arrivedAt, waiting.empty !== undefined);
    waiting.answer(reply);
  }

  private refuse(waiting: WaitingTurn, error: KnockemError): void {
    this.leave(waiting);
    waiting.refuse(error);
  }

  private leave(waiting: WaitingTurn): void {
    if (this.waiting.get(waiting.turn.executorId) === waiting) this.waiting.delete(waiting.turn.executorId);
  }
}

const superseded = (turn: TurnRequest): KnockemError =>
  new KnockemError('conflict', `turn ${turn.turn} was superseded by a newer one of the same executor`);

const shuttingDown = (): KnockemError =>
  new KnockemError('unavailable', 'the scheduler is shutting down', { hint: 'repeat the turn in a moment' });

const asKnockemError = (error: unknown): KnockemError =>
  error instanceof KnockemError
    ? error
    : new KnockemError('internal', `the turn could not be taken: ${(error as Error).message}`);
