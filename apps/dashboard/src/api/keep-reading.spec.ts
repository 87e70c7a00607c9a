import { getEventListeners } from 'node:events';
import { keepReading } from './keep-reading';
import { ApiProblem } from './problem';

const BUSY = new ApiProblem(503, 'unavailable', 'Not now.');
const GONE = new ApiProblem(404, 'not-found', 'No such submission.');

/** What a stream that ends so, time after time, comes to; `news`: it brought something first. */
async function read(...endings: readonly ('over' | 'early' | 'news' | Error)[]): Promise<string[]> {
  const seen: string[] = [];
  const left = new AbortController();
  const readOnce = async (onNews: () => void): Promise<boolean> => {
    const ending = endings[seen.length];
    if (ending === undefined) left.abort();
    if (ending === 'news') onNews();
    if (ending instanceof Error) throw ending;
    return ending === 'over';
  };
  const told = {
    broken: (ms: number) => void seen.push(`again in ${ms}`),
    refused: ({ message }: Error) => void seen.push(message),
  };
  await keepReading(readOnce, told, left.signal, { random: () => 0, pause: async () => undefined });
  return seen;
}

describe('a stream that is read', () => {
  it('is over when it says so', async () => {
    expect(await read('over')).toEqual([]);
  });

  it('is read again after a break with growing waits, which news shorten', async () => {
    expect(await read(new TypeError('network error'), BUSY, 'early', 'news', BUSY, 'over')).toEqual(
      [1000, 2000, 4000, 1000, 2000].map((ms) => `again in ${ms}`),
    );
  });

  it('is not read again when the gateway refuses', async () => {
    expect(await read(BUSY, GONE)).toEqual(['again in 1000', 'No such submission.']);
  });

  it('leaves nothing behind after each wait, however often it breaks', async () => {
    const left = new AbortController();
    const listening: number[] = [];
    const readOnce = async (): Promise<boolean> => {
      listening.push(getEventListeners(left.signal, 'abort').length);
      return listening.length > 3;
    };
    jest.useFakeTimers();
    const reading = keepReading(readOnce, { broken: () => undefined, refused: () => undefined }, left.signal);
    await jest.advanceTimersByTimeAsync(60_000);
    await reading;
    expect([listening, jest.getTimerCount()]).toEqual([[0, 0, 0, 0], 0]);
    jest.useRealTimers();
  });

  it('is left without a word', async () => {
    expect(await read(BUSY)).toEqual(['again in 1000']);
  });
});
