import fc from 'fast-check';
import { expiryOf } from './token-expiry';

const NOW = new Date('2030-01-31T12:00:00.000Z');

it.each([
  ['30d', '2030-03-02T12:00:00.000Z'],
  ['12h', '2030-02-01T00:00:00.000Z'],
  ['2030-02-01', '2030-02-01T00:00:00.000Z'],
  ['2030-02-01T08:00:00+02:00', '2030-02-01T06:00:00.000Z'],
  ['never', undefined],
])('%s', (text, expected) => expect(expiryOf(text, NOW)).toBe(expected));

it.each(['soon', '0d', '-3d', '2029-01-01', '99999d', '', '1 Feb 2031', '2031-13-01'])(
  'refuses "%s" with a sentence',
  (text) => expect(() => expiryOf(text, NOW)).toThrow(/--expires/),
);

it('never gives a time that is over or none at all', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        const at = expiryOf(text, NOW);
        expect(at === undefined ? text === 'never' : at > NOW.toISOString()).toBe(true);
      } catch (error) {
        expect((error as Error).message).toContain('--expires');
      }
    }),
  );
});
