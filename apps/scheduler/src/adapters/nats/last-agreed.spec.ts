import fc from 'fast-check';
import { type JournalTrail, lastAgreed } from './last-agreed';

const trailOf = (times: ReadonlyMap<number, string>): JournalTrail => ({
  ends: () =>
    times.size === 0 ? undefined : { first: Math.min(...times.keys()), last: Math.max(...times.keys()) },
  storedAt: (sequence) => times.get(sequence),
});
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);

describe('lastAgreed', () => {
  it('finds where an older copy parted from what was applied, however far it has grown since', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(200),
        fc.nat(200),
        fc.nat(200),
        fc.nat(100),
        async (kept, lost, grown, expired) => {
          const first = Math.min(expired, kept) + 1;
          const times = new Map(range(first, kept + lost).map((n) => [n, `before ${n}`]));
          let asked = 0;
          const stream = {
            firstSequence: first,
            lastSequence: kept + grown,
            storedAt: async (n: number) => {
              asked++;
              if (n < first || n > kept + grown) return undefined;
              return n <= kept ? `before ${n}` : `since ${n}`;
            },
          };
          expect(await lastAgreed(stream, trailOf(times))).toBe(times.size === 0 ? kept + grown : kept);
          expect(asked).toBeLessThan(12);
        },
      ),
    ));

  it('takes a stream as applied of which nothing is remembered', async () => {
    const stream = { firstSequence: 1, lastSequence: 9, storedAt: async () => 'then' };
    expect(await lastAgreed(stream, trailOf(new Map()))).toBe(9);
    expect(await lastAgreed(stream, trailOf(new Map([[12, 'later']])))).toBe(9);
  });

  it('goes back to the beginning of the trail when nothing of it agrees', async () => {
    const stream = { firstSequence: 1, lastSequence: 9, storedAt: async () => 'then' };
    expect(await lastAgreed(stream, trailOf(new Map(range(5, 20).map((n) => [n, 'other']))))).toBe(4);
  });
});
