import type { TurnReply, TurnRequest } from '#contracts';
import { KnockemError } from '#domain';
import { TurnDesk, type TurnsTaken } from './turn-desk';

const EXECUTORS = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
const BOOT = '10000000-0000-4000-8000-000000000000';

const turnOf = (executor: number, turn: number, more: Partial<TurnRequest> = {}): TurnRequest =>
  ({
    executorId: EXECUTORS[executor],
    bootId: BOOT,
    turn,
    maxWaitMs: 5000,
    draining: false,
    free: 1,
    ...more,
  }) as TurnRequest;

const replyOf = (turn: TurnRequest, settled: string[] = []): TurnReply => ({
  stackId: BOOT,
  epoch: 1,
  turn: turn.turn,
  settled,
  stop: [],
  adopt: [],
  remove: [],
  grants: [],
  nextMs: 5000,
});

/** A taking that gives as many "settled" ids as it was told to, one per turn. */
class Work {
  readonly calls: TurnRequest[][] = [];
  ready = 0;
  readyInMs: number | undefined;
  othersMayGet = false;

  takeTurns = (turns: readonly TurnRequest[]): TurnsTaken => {
    this.calls.push([...turns]);
    const answers = turns.map((turn) => {
      if (this.ready === 0) return { reply: replyOf(turn) };
      this.ready--;
      return { reply: replyOf(turn, [BOOT]) };
    });
    return {
      answers,
      othersMayGet: this.othersMayGet,
      ...(this.readyInMs === undefined ? {} : { readyInMs: this.readyInMs }),
    };
  };
}

describe('the turn desk', () => {
  let work: Work;
  let desk: TurnDesk;
  beforeEach(() => {
    jest.useFakeTimers();
    work = new Work();
    desk = new TurnDesk(work, { periodMs: 5000, clock: () => Date.now() });
  });
  afterEach(() => {
    desk.close();
    jest.useRealTimers();
  });
  const settle = (promise: Promise<TurnReply>): Promise<TurnReply | KnockemError> =>
    promise.catch((error: KnockemError) => error);
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('takes all that have arrived in one go and answers those that get something', async () => {
    work.ready = 2;
    const answers = [0, 1].map((executor) => desk.submit(turnOf(executor, 1)));
    await pass(1);
    expect(work.calls).toHaveLength(1);
    expect((await Promise.all(answers)).map((reply) => reply.settled)).toEqual([[BOOT], [BOOT]]);
  });

  it('keeps an answer back and gives it at once when woken', async () => {
    const answer = desk.submit(turnOf(0, 1));
    await pass(1000);
    expect(desk.parked).toBe(1);
    work.ready = 1;
    desk.wake();
    await pass(1);
    expect((await answer).settled).toEqual([BOOT]);
  });

  it('answers empty at the end of the wait, to come again at once', async () => {
    const answer = desk.submit(turnOf(0, 1));
    await pass(5000);
    expect(await answer).toMatchObject({ turn: 1, settled: [], nextMs: 0 });
  });

  it('lets a turn that would not wait go, to come when the period is over', async () => {
    const answer = desk.submit(turnOf(0, 1, { maxWaitMs: 0 }));
    await pass(1);
    expect((await answer).nextMs).toBeGreaterThan(4900);
  });

  it('takes again when waiting work becomes ready', async () => {
    work.readyInMs = 700;
    const answer = desk.submit(turnOf(0, 1));
    await pass(600);
    expect(work.calls).toHaveLength(1);
    work.ready = 1;
    await pass(101);
    expect((await answer).settled).toEqual([BOOT]);
  });

  it('drops the answer of a turn that a newer one superseded, and refuses an older one', async () => {
    const first = settle(desk.submit(turnOf(0, 1)));
    await pass(10);
    const second = desk.submit(turnOf(0, 2));
    expect(await first).toMatchObject({ code: 'conflict' });
    expect(await settle(desk.submit(turnOf(0, 1)))).toMatchObject({ code: 'conflict' });
    work.ready = 1;
    desk.wake();
    await pass(1);
    expect((await second).turn).toBe(2);
  });

  it('asks only those with free slots again when a place became free', async () => {
    const busy = desk.submit(turnOf(0, 1, { free: 0 }));
    const idle = desk.submit(turnOf(1, 1));
    await pass(1);
    desk.wakeFree();
    await pass(1);
    expect(work.calls.map((turns) => turns.map(({ executorId }) => executorId))).toEqual([
      [EXECUTORS[0], EXECUTORS[1]],
      [EXECUTORS[1]],
    ]);
    desk.wake();
    await pass(1);
    expect(work.calls[2]).toHaveLength(2);
    await pass(5000);
    await Promise.all([busy, idle]);
  });

  it('goes on waiting for work that becomes ready while others are answered', async () => {
    work.readyInMs = 700;
    const idle = desk.submit(turnOf(0, 1));
    await pass(10);
    work.readyInMs = undefined;
    const busy = desk.submit(turnOf(1, 1, { free: 0 }));
    await pass(10);
    work.ready = 1;
    await pass(690);
    expect((await idle).settled).toEqual([BOOT]);
    await pass(5000);
    await busy;
  });

  it('wakes others once and does not spin among parked turns', async () => {
    const parked = desk.submit(turnOf(0, 1));
    await pass(1);
    work.othersMayGet = true;
    const other = desk.submit(turnOf(1, 1));
    await pass(50);
    expect(work.calls.map((turns) => turns.length)).toEqual([1, 1, 2]);
    await pass(5000);
    await Promise.all([parked, other]);
  });

  it('answers a draining executor at once', async () => {
    const answer = desk.submit(turnOf(0, 1, { draining: true }));
    await pass(1);
    expect((await answer).turn).toBe(1);
  });

  it('answers those who wait when it closes, and takes no more', async () => {
    const answer = desk.submit(turnOf(0, 1));
    await pass(1);
    desk.close();
    expect(await answer).toMatchObject({ nextMs: 1000 });
    expect(await settle(desk.submit(turnOf(0, 2)))).toMatchObject({ code: 'unavailable' });
  });

  it('refuses every turn of a taking that failed, and goes on', async () => {
    const failing = jest.spyOn(work, 'takeTurns').mockImplementationOnce(() => {
      throw new Error('database or disk is full');
    });
    desk = new TurnDesk(work, { periodMs: 5000, clock: () => Date.now() });
    const answer = settle(desk.submit(turnOf(0, 1)));
    await pass(1);
    expect(await answer).toMatchObject({
      code: 'internal',
      message: expect.stringContaining('disk is full'),
    });
    failing.mockRestore();
  });
});
