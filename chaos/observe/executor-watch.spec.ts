import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Messaging } from '#messaging';
import { type TempDirectory, tempDirectory } from '#testing';
import { ExecutorWatch, type Noticed } from './executor-watch';

const BOUND_MS = 150;
/** Some machines stand still in every answer: then nothing can be said, and the watch would go on. */
const LOOKS = 500;

describe('how soon a dead executor is noticed', () => {
  let directory: TempDirectory;
  beforeEach(() => {
    directory = tempDirectory();
    writeFileSync(join(directory.path, 'executor-id'), 'e1\n');
  });
  afterEach(() => directory.remove());

  /** The scheduler's list says these in turn, the last for ever; undefined = no answer. */
  const watch = (
    states: readonly (string | undefined)[],
    isDown: (looks: number) => boolean,
  ): Promise<Noticed> => {
    let looks = 0;
    const answer = (): Promise<unknown> => {
      const state = states[Math.min(looks++, states.length - 1)];
      return state === undefined
        ? Promise.reject(new Error('nobody answers'))
        : Promise.resolve({ executors: state === 'gone' ? [] : [{ executorId: 'e1', state }] });
    };
    const messaging = { request: answer } as unknown as Pick<Messaging, 'request'>;
    return new ExecutorWatch(messaging, BOUND_MS).until(directory.path, () => isDown(looks));
  };

  it.each(['silent', 'gone'])('is told once it is %s', async (state) => {
    expect(await watch(['here', 'here', state], () => true)).toMatchObject({ inTime: true });
  });

  it('is told apart where nobody answered in between', async () => {
    const noticed = await watch(['here', undefined, 'here', 'silent'], () => true);
    expect(noticed).toMatchObject({ inTime: true, unbroken: false });
  });

  it('is found not to be noticed by a scheduler that answers all the time', async () => {
    const { inTime, heardMs } = await watch(['here'], (looks) => looks < LOOKS);
    expect(inTime).toBe(false);
    expect(heardMs).toBeGreaterThan(BOUND_MS);
  });

  it('is not judged while the scheduler hears nothing, or where the executor comes back, or was away before', async () => {
    const unheard = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? 'here' : undefined));
    expect((await watch(unheard, (looks) => looks < 8)).inTime).toBeUndefined();
    expect((await watch(['here'], (looks) => looks < 2)).inTime).toBeUndefined();
    expect(await watch(['silent'], () => true)).toEqual({ heardMs: 0 });
  });
});
