import { Hearing } from './hearing';

describe('whether executors can be heard', () => {
  let now = 0;
  let ask: () => Promise<void>;
  let hearing: Hearing;
  beforeEach(() => {
    now = 0;
    ask = () => Promise.resolve();
    hearing = new Hearing(
      () => ask(),
      () => now,
      6000,
    );
  });

  it('is so while rounds follow each other', async () => {
    expect(await hearing.listen()).toBe('heard');
    now += 5999;
    expect(await hearing.listen()).toBe('heard');
  });

  it('was not so when this process stood still between two rounds', async () => {
    await hearing.listen();
    now += 20_000;
    expect(await hearing.listen()).toBe('again');
    now += 1000;
    expect(await hearing.listen()).toBe('heard');
  });

  it('was not so while the bus kept its answer', async () => {
    await hearing.listen();
    ask = async () => void (now += 20_000);
    expect(await hearing.listen()).toBe('again');
  });

  it('is not so while the bus is away, and that counts as silence', async () => {
    await hearing.listen();
    ask = () => Promise.reject(new Error('away'));
    expect(await hearing.listen()).toBe('deaf');
    now += 20_000;
    ask = () => Promise.resolve();
    expect(await hearing.listen()).toBe('again');
  });
});
