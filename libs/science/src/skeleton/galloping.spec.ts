import { isConfirming, nextEnd, removedUpTo, startPass, withAnswer, type GallopingPass } from './galloping';

/** Answers a pass by `isDetectable(end)` until it is over; gives the ends that it asked for. */
function gallop(
  start: GallopingPass,
  isDetectable: (end: number, asked: number) => boolean,
): { readonly pass: GallopingPass; readonly ends: readonly number[] } {
  let pass = start;
  const ends: number[] = [];
  for (let end = nextEnd(pass); end !== null; end = nextEnd(pass)) {
    ends.push(end);
    pass = withAnswer(pass, isDetectable(end, ends.length));
  }
  return { pass, ends };
}

test('blocks grow as nothing is retained', () => {
  const { pass, ends } = gallop(startPass(1000), () => false);
  expect(pass.retained).toEqual([]);
  expect(ends.length).toBeLessThan(20);
});

test('bisection infers the last failure rather than testing it', () => {
  const { pass, ends } = gallop(startPass(4), (end) => end === 4);
  expect(pass.retained).toEqual([3]);
  expect(ends).toEqual([4, 2, 3]);
  expect(removedUpTo([9, 8, 7, 6], pass, 4)).toEqual([9, 8, 7]);
});

test('a pass that confirms tests the site once more, and lets it go when that fails to confirm', () => {
  const confirmed = gallop(startPass(4, true), (end) => end === 4);
  expect(confirmed.ends).toEqual([4, 2, 3, 4]);
  expect(confirmed.pass.retained).toEqual([3]);
  const acquitted = gallop(startPass(4, true), (_, asked) => asked === 1);
  expect(acquitted.pass.retained).toEqual([]);
  const alone = withAnswer(startPass(1, true), true);
  expect(isConfirming(alone)).toBe(true);
});

test('a pass that is over takes no answer', () => {
  expect(() => withAnswer(withAnswer(startPass(1), true), true)).toThrow('over');
});
