import type { NotificationDue, NotificationSettings, NotificationState, SubmissionEvent } from '#contracts';
import type { SubmissionState } from '#domain';
import { AnnounceEvent } from './announce-event';

const SUBMISSION = '6f0c3f0e-5b5d-4e57-9b39-2d5bb0a5f1c4';
const settings: NotificationSettings = {
  submissionId: SUBMISSION,
  notifyId: 'w1',
  userEmail: 'ada@example.org',
  webhookUrl: 'https://example.org/hook',
  webhookSecret: 'whsec_x',
  email: true,
  events: ['started', 'completed'],
};

class World {
  readonly due = new Map<string, NotificationDue>();
  readonly states: NotificationState[] = [];
  private readonly announcer = new AnnounceEvent(
    {
      settings: () => Promise.resolve(undefined),
      anySettings: () => Promise.resolve(settings),
      state: () => Promise.resolve(this.states.at(-1)),
      keepDue: (one) => Promise.resolve(void this.due.set(one.notificationId, one)),
      keepState: (_id, state) => Promise.resolve(void this.states.push(state)),
    },
    { submissionCreateOf: () => Promise.resolve(undefined) },
  );

  announce(status: SubmissionState, version: number): Promise<void> {
    const counters = { pending: 0, active: 1, completed: 0, failed: 0, cancelled: 0 };
    const at = '2030-01-01T00:00:00.000Z';
    const event: SubmissionEvent = {
      kind: 'submission',
      submissionId: SUBMISSION,
      status,
      held: version % 2 === 0,
      counters,
      version,
      at,
    };
    return this.announcer.announce(event);
  }

  get told(): string[] {
    return [...this.due.values()].map(({ channel, event }) => `${channel} ${event}`);
  }
}

it('writes a state once, however often it is announced again', async () => {
  const world = new World();
  for (let version = 1; version <= 500; version += 1) await world.announce('active', version);
  expect(world.states).toEqual([{ status: 'active', version: 1 }]);
  expect(world.told).toEqual(['webhook started', 'email started']);
});

it('tells what is wanted, in order, and once of an event that comes twice', async () => {
  const world = new World();
  await world.announce('pending', 1);
  await world.announce('active', 2);
  await world.announce('active', 2);
  await world.announce('failed', 3);
  await world.announce('active', 4);
  await world.announce('completed', 5);
  await world.announce('failed', 3);
  expect(world.told).toEqual([
    'webhook started',
    'email started',
    'webhook started',
    'email started',
    'webhook completed',
    'email completed',
  ]);
  expect(world.states.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
});
