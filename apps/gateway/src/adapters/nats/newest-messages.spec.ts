import * as fc from 'fast-check';
import type { StoredMessage } from '#messaging';
import { newestMessages } from './newest-messages';

/** A stream in which only some sequences are of the subject that is asked for. */
function streamOf(first: number, last: number, own: readonly number[]) {
  let asked = 0;
  const bus = {
    streamState: () => Promise.resolve({ created: '', firstSequence: first, lastSequence: last }),
    firstFrom: (_stream: string, from: number) => {
      asked += 1;
      const sequence = own.find((one) => one >= from);
      return Promise.resolve(sequence === undefined ? undefined : ({ sequence } as StoredMessage));
    },
  };
  return { bus, asked: () => asked };
}
const newest = async (bus: ReturnType<typeof streamOf>['bus'], most: number) => {
  const { messages, isCut } = await newestMessages(bus, 'notifications', 'x', most);
  return { sequences: messages.map(({ sequence }) => sequence), isCut };
};

it('finds the newest, in order, wherever they stand', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 50, max: 5000 }), { maxLength: 400 }),
      fc.integer({ min: 1, max: 60 }),
      async (places, most) => {
        const own = places.toSorted((a, b) => a - b);
        const found = await newest(streamOf(50, 5000, own).bus, most);
        expect(found).toEqual({ sequences: own.slice(-most), isCut: own.length > most });
      },
    ),
  );
});

it('finds none in a stream that is empty', async () => {
  expect(await newest(streamOf(1, 0, []).bus, 5)).toEqual({ sequences: [], isCut: false });
});

it('asks a bounded number of questions, however many there are', async () => {
  const dense = Array.from({ length: 70_000 }, (_, n) => n + 1);
  const { bus, asked } = streamOf(1, 100_000, dense);
  const { sequences, isCut } = await newest(bus, 300);
  expect(sequences).toEqual(dense.slice(-300));
  expect(isCut).toBe(true);
  expect(asked()).toBeLessThan(5000);
});
