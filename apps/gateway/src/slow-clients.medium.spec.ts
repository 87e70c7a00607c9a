// Real: nats-server, HTTP over sockets that a spec reads or does not read. Scripted: the scheduler's answers and events.
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { SubmissionEvent } from '#contracts';
import { expectNoLeaks, waitFor } from '#testing';
import { OpenStreams } from './adapters/http/open-streams';
import { MAX_UNREAD_BYTES } from './adapters/http/sse-stream';
import type { NatsEventSource } from './adapters/nats/nats-event-source';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { liveSubmission, NO_COUNTERS } from './adapters/testing/scripted-scheduler.conformance';
import { PORTS } from './use-cases.module';

const HEARTBEAT_MS = 100;
const EVENT_BYTES = 100_000;
/** 30 MB: what the kernel takes for a socket that nobody reads is some MB (tcp_wmem, tcp_rmem). */
const MOST_EVENTS = 300;

let gateway: GatewayUnderTest;
const responses: ServerResponse[] = [];
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({ heartbeatMs: HEARTBEAT_MS });
  gateway.service.app.getHttpServer().prependListener('request', (_: unknown, r: ServerResponse) => {
    responses.push(r);
  });
}, 30_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});
beforeEach(() => void responses.splice(0));

const openStreams = (): number => gateway.service.app.get(OpenStreams).size;
const followers = (): number => gateway.service.app.get<NatsEventSource>(PORTS.events).followers;
const nothingOpen = (): Promise<boolean> => waitFor(() => openStreams() === 0 && followers() === 0);

/** A client of the events of one submission that is no more than a socket. */
class RawClient implements Disposable {
  text = '';
  closed = false;
  readonly socket: Socket;

  constructor(submissionId: string) {
    const { hostname, port } = new URL(gateway.url);
    this.socket = connect(Number(port), hostname);
    this.socket.on('data', (bytes) => (this.text += bytes.toString()));
    this.socket.on('close', () => (this.closed = true));
    this.socket.on('error', () => undefined);
    this.socket.write(`GET /api/v1/submissions/${submissionId}/events HTTP/1.1\r\nHost: gateway\r\n\r\n`);
  }

  count = (sought: string): number => this.text.split(sought).length - 1;
  [Symbol.dispose] = (): void => void this.socket.destroy();
}

const live = (): string => {
  const id = randomUUID();
  gateway.scheduler.known.set(id, liveSubmission(id));
  return id;
};
const largeEvent = (submissionId: string, version: number): SubmissionEvent => ({
  kind: 'submission',
  submissionId,
  status: 'active',
  held: false,
  reason: 'x'.repeat(EVENT_BYTES),
  counters: NO_COUNTERS,
  version,
  at: '2030-01-01T00:00:00.000Z',
});
const opened = async (submissionId: string): Promise<RawClient> => {
  const client = new RawClient(submissionId);
  await waitFor(() => client.count('event: state') === 1);
  return client;
};

it('lets a client go that does not read, holds no more for it than its bound, and disturbs no other', async () => {
  const id = live();
  using slow = await opened(id);
  using reading = await opened(id);
  expect([openStreams(), followers(), responses.length]).toEqual([2, 2, 2]);
  slow.socket.pause();

  let published = 0;
  let mostHeld = 0;
  while (!responses[0].destroyed && published < MOST_EVENTS) {
    published += 1;
    const event = largeEvent(id, 7 + published);
    await gateway.bus.publish(gateway.bus.subjects.event('submission', id), event);
    await waitFor(() => reading.count('event: submission') === published, { message: 'the other reads on' });
    mostHeld = Math.max(mostHeld, responses[0].writableLength);
  }
  expect(responses[0].destroyed).toBe(true);
  expect(mostHeld).toBeLessThanOrEqual(MAX_UNREAD_BYTES + EVENT_BYTES);
  await waitFor(() => openStreams() === 1 && followers() === 1);

  const last = { ...largeEvent(id, 9999), status: 'completed' as const };
  await gateway.bus.publish(gateway.bus.subjects.event('submission', id), last);
  await waitFor(() => reading.count('event: end') === 1);
  expect(reading.count('event: submission')).toBe(published + 1);
  await nothingOpen();
  slow.socket.resume();
  await waitFor(() => slow.closed);
  expect(slow.count('event: end')).toBe(0);
}, 60_000);

it('sends a comment line at every period of silence, until the client has left', async () => {
  const timers = jest.spyOn(globalThis, 'setInterval');
  const cleared = jest.spyOn(globalThis, 'clearInterval');
  const before = performance.now();
  using client = await opened(live());
  await waitFor(() => client.count('\n: heartbeat\n\n') >= 3);
  // A timer never fires early; how late it fires is the host's business.
  expect(performance.now() - before).toBeGreaterThanOrEqual(3 * HEARTBEAT_MS - 5);
  expect(client.count('event:')).toBe(1);

  const heartbeat = timers.mock.calls.findIndex(([, period]) => period === HEARTBEAT_MS);
  client.socket.destroy();
  await nothingOpen();
  expect(cleared).toHaveBeenCalledWith(timers.mock.results[heartbeat].value);
  jest.restoreAllMocks();
}, 30_000);
