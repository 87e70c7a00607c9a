import { isPretty } from './logger';

it('is pretty for people at a terminal, unless it was told what to be', () => {
  expect([isPretty('auto', true), isPretty('auto', false)]).toEqual([true, false]);
  expect([isPretty('json', true), isPretty('pretty', false)]).toEqual([false, true]);
});
