import type { Messaging } from '#messaging';
import { Subjects } from '#contracts';
import { BusLog } from './bus-log';

/** The three words of the bus that the log uses, in memory. */
class Bus {
  readonly subjects = new Subjects('production');
  readonly published: { subject: string; line: Record<string, unknown> }[] = [];
  connected = true;
  private listener: (status: 'connected' | 'disconnected') => void = () => undefined;

  isConnected = (): boolean => this.connected;
  flush = (): Promise<void> => (this.connected ? Promise.resolve() : Promise.reject(new Error('away')));
  onStatus = (listener: (status: 'connected' | 'disconnected') => void): void => {
    this.listener = listener;
  };
  publishCore = (subject: string, body: unknown): void => {
    this.published.push({ subject, line: JSON.parse((body as Buffer).toString()) });
  };
  become(status: 'connected' | 'disconnected'): void {
    this.connected = status === 'connected';
    this.listener(status);
  }
}

const line = (n: number, level = 'info'): string => `{"level":"${level}","message":"line ${n}"}\n`;

it('publishes by service and level, in order', async () => {
  const bus = new Bus();
  const log = new BusLog(bus as unknown as Messaging, 'planner');
  log.write(line(1));
  log.write(line(2, 'error'));
  await log.flush();
  expect(bus.published.map(({ subject }) => subject)).toEqual([
    'knockem.log.planner.info',
    'knockem.log.planner.error',
  ]);
  expect(bus.published.map(({ line }) => line.message)).toEqual(['line 1', 'line 2']);
});

it('keeps a bounded number of lines while the bus is away, and says how many it dropped', async () => {
  const bus = new Bus();
  const log = new BusLog(bus as unknown as Messaging, 'planner');
  bus.become('disconnected');
  for (let n = 0; n < 1_250; n++) log.write(line(n));
  await log.flush();
  expect(bus.published).toEqual([]);
  bus.become('connected');
  await log.flush();
  const messages = bus.published.map(({ line }) => line.message);
  expect(messages).toHaveLength(1_001);
  expect(messages.filter((message) => String(message).startsWith('line'))).toHaveLength(1_000);
  expect(messages).toContain('250 log lines were dropped while nats-server was away or slow');
});

it('shortens a line that is too long for the bus', async () => {
  const bus = new Bus();
  const log = new BusLog(bus as unknown as Messaging, 'planner');
  log.write(`{"level":"warn","message":"${'x'.repeat(100_000)}"}\n`);
  await log.flush();
  expect(bus.published[0].subject).toBe('knockem.log.planner.warn');
  expect(String(bus.published[0].line.message)).toMatch(/whole on stdout\)$/);
  expect(JSON.stringify(bus.published[0].line).length).toBeLessThan(2_000);
});
