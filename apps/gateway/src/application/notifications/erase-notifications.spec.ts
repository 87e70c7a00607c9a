import { KnockemError } from '#domain';
import type { SubmissionState } from '../read-submission';
import { EraseNotifications } from './erase-notifications';

const gone = (): Promise<SubmissionState> => Promise.reject(new KnockemError('not-found', 'There is none.'));
const away = (): Promise<SubmissionState> => Promise.reject(new KnockemError('unavailable', 'It is away.'));
const there = (): Promise<SubmissionState> => Promise.resolve({} as SubmissionState);

class World {
  now = 0;
  answer = there;
  readonly erased: string[] = [];
  private readonly eraser = new EraseNotifications(
    { read: () => this.answer() },
    { erase: (id) => Promise.resolve(void this.erased.push(id)) },
    () => this.now,
  );

  look = (deletion = 7): Promise<number | undefined> => this.eraser.eraseIfDeleted('s1', deletion);
}

it('erases what nobody answers for any more', async () => {
  const world = new World();
  world.answer = gone;
  await expect(world.look()).resolves.toBeUndefined();
  expect(world.erased).toEqual(['s1']);
});

it('looks for hours, ever more seldom, before it takes a deletion for refused', async () => {
  const world = new World();
  const waits: number[] = [];
  for (let wait = await world.look(); wait !== undefined; wait = await world.look()) {
    waits.push(wait);
    world.now += wait;
  }
  expect(world.now).toBeGreaterThanOrEqual(6 * 3_600_000);
  expect(waits.slice(0, 4)).toEqual([2000, 2000, 4000, 8000]);
  expect(waits.at(-1)).toBe(1_800_000);
  expect(waits.length).toBeLessThan(30);
  expect(world.erased).toEqual([]);
});

it('erases also when the scheduler was away for days, or is slow to apply what it missed', async () => {
  const world = new World();
  world.answer = away;
  for (let look = 0; look < 100; look += 1) {
    await expect(world.look()).rejects.toThrow('It is away.');
    world.now += 3_600_000;
  }
  world.answer = there;
  await expect(world.look()).resolves.toBe(2000);
  world.now += 2000;
  await expect(world.look(8)).resolves.toBe(2000);
  world.answer = gone;
  await expect(world.look()).resolves.toBeUndefined();
  expect(world.erased).toEqual(['s1']);
});
