import { expectFiniteNumbers } from './finite-numbers';

test('names every place that is not finite', () => {
  expect(() => expectFiniteNumbers({ a: [1, NaN], b: { c: -Infinity }, d: null, e: 'NaN' })).toThrow(
    'not finite: $.a[1] = NaN, $.b.c = -Infinity',
  );
  expect(() => expectFiniteNumbers({ a: [0, -1.5e300], b: null, c: undefined })).not.toThrow();
});
