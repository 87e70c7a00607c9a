import type { NotificationDue, NotificationSettings, NotificationTried } from '#contracts';
import { DeliverNotification } from './deliver-notification';
import type { Sent } from './ports';
import { MOST_WAITING } from './user-turns';

const due: NotificationDue = {
  notificationId: 'n1',
  submissionId: 's1',
  notifyId: 'w1',
  channel: 'webhook',
  event: 'completed',
  counters: { pending: 0, active: 0, completed: 2, failed: 0, cancelled: 0 },
  at: '2030-01-01T00:00:00.000Z',
};
const settings: NotificationSettings = {
  submissionId: 's1',
  notifyId: 'w1',
  userEmail: 'ada@example.org',
  webhookUrl: 'https://example.org/hook',
  webhookSecret: 'whsec_x',
  email: false,
  events: ['completed'],
};

class World {
  kept: NotificationTried[] = [];
  known: NotificationSettings | undefined = settings;
  now = Date.parse('2030-01-01T00:00:00.000Z');
  sends = 0;
  looksAtTries = 0;
  answer: () => Promise<Sent> = () => Promise.resolve({ ok: true });
  readonly deliverer: DeliverNotification;

  constructor(retrySeconds = [5, 60]) {
    const sender = {
      send: (): Promise<Sent> => {
        this.sends += 1;
        return this.answer();
      },
    };
    const book = {
      settings: () => Promise.resolve(this.known),
      tries: () => {
        this.looksAtTries += 1;
        return Promise.resolve([...this.kept]);
      },
      keepTried: (_id: string, tried: NotificationTried) => {
        this.kept.push(tried);
        return Promise.resolve();
      },
    };
    const rules = { retrySeconds, tryMs: 8000, now: () => this.now, random: () => 0 };
    this.deliverer = new DeliverNotification(book, { webhook: sender, email: sender }, rules);
  }

  /** As one that nobody has tried yet. */
  deliverFirst(n: number): ReturnType<DeliverNotification['deliver']> {
    this.kept = [];
    return this.deliverer.deliver({ ...due, notificationId: `n${n}` });
  }
}

const no = (reason: string, isFinal?: boolean) => (): Promise<Sent> =>
  Promise.resolve({ ok: false, reason, ...(isFinal ? { isFinal } : {}) });

it('is delivered once: what is written down as delivered is not sent again', async () => {
  const world = new World();
  await expect(world.deliverer.deliver(due)).resolves.toEqual({ done: true, outcome: 'delivered' });
  await expect(world.deliverer.deliver(due)).resolves.toEqual({ done: true });
  expect(world.sends).toBe(1);
});

it('is tried again after each wait, and given up after the last', async () => {
  const world = new World();
  world.answer = no('the receiver answered 500');
  await expect(world.deliverer.deliver(due)).resolves.toEqual({
    done: false,
    retryMs: 5000,
    outcome: 'failed',
  });
  world.now += 5000;
  await expect(world.deliverer.deliver(due)).resolves.toEqual({
    done: false,
    retryMs: 60_000,
    outcome: 'failed',
  });
  world.now += 60_000;
  await expect(world.deliverer.deliver(due)).resolves.toEqual({ done: true, outcome: 'given-up' });
  expect(world.kept.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'given-up']);
});

it('waits its time also when it comes too early, as after a restart of nats-server', async () => {
  const world = new World();
  world.answer = no('the receiver answered 500');
  await world.deliverer.deliver(due);
  world.now += 2000;
  await expect(world.deliverer.deliver(due)).resolves.toEqual({ done: false, retryMs: 3000 });
  expect(world.sends).toBe(1);
});

it('is given up at once where trying again would not help', async () => {
  const world = new World();
  world.answer = no('the receiver answered 410: it is gone', true);
  await expect(world.deliverer.deliver(due)).resolves.toEqual({ done: true, outcome: 'given-up' });
});

it('is not sent when its submission was deleted meanwhile', async () => {
  const world = new World();
  world.known = undefined;
  await expect(world.deliverer.deliver(due)).resolves.toEqual({ done: true });
  expect(world.sends).toBe(0);
});

it('keeps four of one user under way, so that slow receivers are their own', async () => {
  const world = new World();
  const answers: ((sent: Sent) => void)[] = [];
  world.answer = () => new Promise((resolve) => answers.push(resolve));
  const of = (n: number) => world.deliverer.deliver({ ...due, notificationId: `n${n}` });
  const slow = [1, 2, 3, 4].map(of);
  await expect(of(5)).resolves.toEqual({ done: false, retryMs: 2000 });
  world.known = { ...settings, userEmail: 'bob@example.org' };
  const other = of(6);
  answers.forEach((answer) => answer({ ok: true }));
  await Promise.all(slow);
  answers.forEach((answer) => answer({ ok: true }));
  await expect(other).resolves.toMatchObject({ done: true });
});

it('sends those that wait for a turn away for as long as all before them may take, at one look each', async () => {
  const world = new World();
  const answers: ((sent: Sent) => void)[] = [];
  world.answer = () => new Promise((resolve) => answers.push(resolve));
  const of = (n: number) => world.deliverer.deliver({ ...due, notificationId: `n${n}` });
  const slow = [1, 2, 3, 4].map(of);
  const waits = await Promise.all([5, 6, 7, 8].map(of));
  expect(waits.map((one) => !one.done && one.retryMs)).toEqual([2000, 4000, 6000, 8000]);
  world.now += 2000;
  await expect(of(5)).resolves.toEqual({ done: false, retryMs: 8000 });
  expect(world.looksAtTries).toBe(4);
  answers.forEach((answer) => answer({ ok: true }));
  await Promise.all(slow);
  world.answer = () => Promise.resolve({ ok: true });
  world.kept = [];
  await expect(of(6)).resolves.toMatchObject({ done: true, outcome: 'delivered' });
});

it('gives up, with the reason in the log, what comes when too many of a user wait', async () => {
  const world = new World();
  world.answer = no('the receiver answered 500');
  const of = (n: number) => world.deliverFirst(n);
  for (let n = 0; n < MOST_WAITING; n += 1) await of(n);
  await expect(of(MOST_WAITING)).resolves.toEqual({ done: true, outcome: 'given-up' });
  expect(world.kept.at(-1)).toMatchObject({
    outcome: 'given-up',
    reason: 'the receiver answered 500; 2000 notifications of this user wait already',
  });
  await expect(of(7)).resolves.toMatchObject({ done: false });
  world.answer = () => Promise.resolve({ ok: true });
  await expect(of(8)).resolves.toMatchObject({ outcome: 'delivered' });
  world.answer = no('the receiver answered 500');
  await expect(of(MOST_WAITING)).resolves.toMatchObject({ done: false });
  world.known = { ...settings, userEmail: 'bob@example.org' };
  await expect(of(MOST_WAITING + 1)).resolves.toMatchObject({ done: false });
});

it('forgets those that have not come back, as when another gateway has them now', async () => {
  const world = new World();
  world.answer = no('the receiver answered 500');
  const of = (n: number) => world.deliverFirst(n);
  for (let n = 0; n < MOST_WAITING; n += 1) await of(n);
  world.now += 3_600_000;
  await expect(of(MOST_WAITING)).resolves.toMatchObject({ done: false });
});
