import { firstProblems } from './first-problems';

const problem = (n: number) => ({ field: `f${n}`, message: 'is wrong' });

it('tells all of a few', () => {
  expect(firstProblems([problem(1), problem(2)])).toEqual([problem(1), problem(2)]);
});

it('tells the first of many, and asks for no more of them', () => {
  let made = 0;
  function* endless() {
    for (;;) yield problem(made++);
  }
  const told = firstProblems(endless());
  expect(told).toHaveLength(21);
  expect(told.at(-1)).toEqual({ field: '', message: 'and more of the kind' });
  expect(made).toBe(21);
});
