import { Caretaker } from './caretaker';

describe("a caretaker's rhythm", () => {
  const said: string[] = [];
  let rounds = 0;
  let outcome: () => boolean | Promise<boolean>;
  const caretakerOf = (gatherMs = 0, afterMs = 0): Caretaker =>
    new Caretaker({
      name: 'relay',
      periodMs: 5000,
      gatherMs,
      afterMs,
      round: () => {
        rounds++;
        return outcome();
      },
      onFailure: (name, error) => said.push(`${name}: ${error.message}`),
      onRecovery: (name) => said.push(`${name} goes on`),
    });
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
  let caretaker: Caretaker;

  beforeEach(() => {
    jest.useFakeTimers();
    said.length = 0;
    rounds = 0;
    outcome = () => false;
  });
  afterEach(async () => {
    await caretaker.stop();
    jest.useRealTimers();
  });

  it('comes at once, then each period, and when kicked', async () => {
    caretaker = caretakerOf();
    caretaker.start();
    await pass(1);
    expect(rounds).toBe(1);
    await pass(5000);
    expect(rounds).toBe(2);
    caretaker.kick();
    await pass(1);
    expect(rounds).toBe(3);
  });

  it('takes kicks within the gathering time together, and loses none that come during a round', async () => {
    caretaker = caretakerOf(50);
    caretaker.start();
    await pass(1);
    for (let k = 0; k < 10; k++) {
      caretaker.kick();
      await pass(4);
    }
    await pass(60);
    expect(rounds).toBe(2);
    outcome = () => {
      if (rounds === 3) caretaker.kick();
      return false;
    };
    caretaker.kick();
    await pass(120);
    expect(rounds).toBe(4);
  });

  it('lets what a kick follows on go first, and is not put off by more kicks', async () => {
    caretaker = caretakerOf(50, 15);
    caretaker.start();
    await pass(1000);
    expect(rounds).toBe(1);
    for (let k = 0; k < 14; k++) {
      caretaker.kick();
      await pass(1);
    }
    expect(rounds).toBe(1);
    await pass(2);
    expect(rounds).toBe(2);
  });

  it('goes on at once while there is more', async () => {
    outcome = () => rounds < 5;
    caretaker = caretakerOf();
    caretaker.start();
    await pass(20);
    expect(rounds).toBe(5);
  });

  it('repeats a failed round with growing delays, says it once, and says when it goes on', async () => {
    outcome = () => {
      throw new Error('no stream');
    };
    caretaker = caretakerOf();
    caretaker.start();
    await pass(1500);
    caretaker.kick();
    expect(rounds).toBe(4);
    expect(said).toEqual(['relay: no stream']);
    outcome = () => false;
    caretaker.retryNow();
    await pass(1);
    expect(said).toEqual(['relay: no stream', 'relay goes on']);
  });

  it('ends with the round that is under way', async () => {
    let finish: (more: boolean) => void = () => undefined;
    outcome = () => new Promise((resolve) => (finish = resolve));
    caretaker = caretakerOf();
    caretaker.start();
    await pass(1);
    let ended = false;
    const stopping = caretaker.stop().then(() => (ended = true));
    await pass(10);
    expect(ended).toBe(false);
    finish(true);
    await stopping;
    await pass(10_000);
    expect(rounds).toBe(1);
  });
});
