import fc from 'fast-check';
import { decodeSites, encodeSites } from './sites';

describe('a set of sites on the wire', () => {
  it('comes back as it went, sorted', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }), { maxLength: 300 }), (sites) => {
        expect(decodeSites(encodeSites(sites))).toEqual([...sites].sort((a, b) => a - b));
      }),
    );
  });

  it('takes the shorter form: a list for few, a bit set for many', () => {
    expect(encodeSites([5, 3])).toEqual([3, 5]);
    const dense = Array.from({ length: 1000 }, (_, site) => site);
    const encoded = encodeSites(dense);
    expect(typeof encoded).toBe('string');
    expect(encoded.length).toBeLessThan(JSON.stringify(dense).length / 10);
    expect(decodeSites(encoded)).toEqual(dense);
  });
});
