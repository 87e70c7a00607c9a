import { KnockemError } from '#domain';
import type { Messaging } from '#messaging';
import { NatsLiveState } from './nats-live-state';

const ID = '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10';

/** A scheduler that tells these states one after the other, the last again and again. */
function schedulerTelling(...states: (string | Error)[]) {
  let asked = 0;
  const request = async () => {
    const state = states[Math.min(asked++, states.length - 1)];
    if (state instanceof Error) throw state;
    return { submission: { status: state } };
  };
  return { live: new NatsLiveState({ request } as unknown as Messaging), asked: () => asked };
}

test.each(['stopping', 'cancelled', 'failed'])('waits until nothing more is granted: %s', async (state) => {
  const { live, asked } = schedulerTelling(state);
  await live.awaitStopping(ID);
  expect(asked()).toBe(1);
});

test.each([
  ['not known any more', new KnockemError('not-found', 'not live here')],
  ['away', new KnockemError('unavailable', 'nobody answers')],
])('asks once when the scheduler is, or it is %s', async (_, error) => {
  const { live, asked } = schedulerTelling(error);
  await live.awaitStopping(ID);
  expect(asked()).toBe(1);
});

test('does not wait for a scheduler that has other things to do', async () => {
  const { live, asked } = schedulerTelling('active', 'pending');
  await live.awaitStopping(ID);
  expect(asked()).toBeGreaterThan(0);
});
