import { onceMore } from './once-more';

it('does once more what is asked for meanwhile, and never twice at a time', async () => {
  const ends: (() => void)[] = [];
  const ask = onceMore(() => new Promise<void>((resolve) => ends.push(resolve)));
  const end = async (): Promise<void> => {
    ends.at(-1)!();
    await new Promise(setImmediate);
  };
  ask();
  ask();
  ask();
  expect(ends).toHaveLength(1);
  await end();
  expect(ends).toHaveLength(2);
  await end();
  expect(ends).toHaveLength(2);
  ask();
  expect(ends).toHaveLength(3);
});

it('goes on after a failure', async () => {
  let times = 0;
  const ask = onceMore(async () => {
    times++;
    throw new Error('not now');
  });
  ask();
  await new Promise(setImmediate);
  ask();
  expect(times).toBe(2);
});
