// Real: nats-server, HTTP. Scripted: the scheduler's answers and events.
import { randomUUID } from 'node:crypto';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { KnockemEvent, SubmissionEvent } from '#contracts';
import type { SubmissionState } from '#domain';
import { expectNoLeaks, waitFor } from '#testing';
import { OpenStreams } from './adapters/http/open-streams';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { liveSubmission, NO_COUNTERS } from './adapters/testing/scripted-scheduler.conformance';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
}, 30_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

class Client {
  readonly seen: EventSourceMessage[] = [];
  ended = false;
  private readonly gone = new AbortController();

  open(id: string, lastEventId?: string): Promise<number> {
    return this.openAt(`/api/v1/submissions/${id}/events`, lastEventId);
  }

  async openAt(path: string, lastEventId?: string): Promise<number> {
    const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const response = await fetch(gateway.url + path, { headers, signal: this.gone.signal });
    void this.read(response).catch(() => (this.ended = true));
    return response.status;
  }

  close = (): void => this.gone.abort();
  names = (): (string | undefined)[] => this.seen.map((event) => event.event);

  private async read(response: Response): Promise<void> {
    const parser = createParser({
      onEvent: (event) => {
        this.seen.push(event);
        gateway.checkEvent(event.event, event.data);
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) parser.feed(decoder.decode(chunk as Uint8Array));
    this.ended = true;
  }
}

const at = '2030-01-01T00:00:00.000Z';
const moved = (submissionId: string, status: SubmissionState, version: number): SubmissionEvent => ({
  kind: 'submission',
  submissionId,
  status,
  held: false,
  counters: NO_COUNTERS,
  version,
  at,
});
const publish = async (event: KnockemEvent): Promise<number> => {
  const subject = gateway.bus.subjects.event(event.kind, event.submissionId);
  return (await gateway.bus.publish(subject, event)).sequence;
};
const live = (): string => {
  const id = randomUUID();
  gateway.scheduler.known.set(id, liveSubmission(id));
  return id;
};

it('tells the state, then each event, and ends with the submission', async () => {
  const id = live();
  const client = new Client();
  expect(await client.open(id)).toBe(200);
  await waitFor(() => client.seen.length === 1);
  expect(JSON.parse(client.seen[0].data)).toMatchObject({ source: 'scheduler', submission: { id } });

  await publish(moved(live(), 'active', 8));
  const sequence = await publish(moved(id, 'active', 8));
  await waitFor(() => client.seen.length === 2);
  expect(client.seen[1].id).toBe(String(sequence));
  const progress = {
    kind: 'progress',
    submissionId: id,
    status: 'active',
    held: false,
    counters: NO_COUNTERS,
    assays: [],
    at,
  };
  gateway.bus.publishCore(gateway.bus.subjects.event('progress', id), progress);
  await waitFor(() => client.names().includes('progress'));
  await publish(moved(id, 'completed', 9));
  await waitFor(() => client.ended);
  expect(client.names()).toEqual(['state', 'submission', 'progress', 'submission', 'end']);
  expect(JSON.parse(client.seen[4].data)).toEqual({ status: 'completed' });
});

it('goes on after the last event that a client has seen', async () => {
  const id = live();
  const first = new Client();
  await first.open(id);
  await publish(moved(id, 'active', 10));
  await waitFor(() => first.seen.length === 2);
  first.close();
  await publish(moved(id, 'active', 11));
  await publish(moved(id, 'stopping', 12));

  const second = new Client();
  await second.open(id, first.seen[1].id);
  await waitFor(() => second.seen.length === 3);
  await publish(moved(id, 'cancelled', 13));
  await waitFor(() => second.ended);
  const versions = second.seen
    .slice(1, 4)
    .map((event) => (JSON.parse(event.data) as SubmissionEvent).version);
  expect(versions).toEqual([11, 12, 13]);
});

it('ends at once for what has ended, and refuses what it does not know', async () => {
  const id = live();
  gateway.scheduler.known.set(id, liveSubmission(id, 'failed'));
  const client = new Client();
  await client.open(id);
  await waitFor(() => client.ended);
  expect(client.names()).toEqual(['state', 'end']);
  expect(await new Client().open(randomUUID())).toBe(404);
  expect(await new Client().open(id, 'seven')).toBe(400);
});

it('tells which of all submissions change', async () => {
  const [id, other] = [live(), live()];
  const client = new Client();
  expect(await client.openAt('/api/v1/events')).toBe(200);
  await waitFor(() => client.seen.length === 1);
  expect(JSON.parse(client.seen[0].data)).toEqual({ submissionIds: [], isCut: true });
  await publish(moved(id, 'active', 8));
  await publish(moved(other, 'active', 8));
  await publish(moved(id, 'stopping', 9));
  const told = (): string[] =>
    client.seen.flatMap(({ data }) => (JSON.parse(data) as { submissionIds: string[] }).submissionIds);
  await waitFor(() => told().includes(id) && told().includes(other));
  expect(new Set(client.names())).toEqual(new Set(['changed']));
  client.close();
});

it('answers HEAD at once with its head, and keeps nothing open', async () => {
  const open = gateway.service.app.get(OpenStreams);
  await waitFor(() => open.size === 0);
  for (const path of ['/api/v1/events', `/api/v1/submissions/${live()}/events`]) {
    const response = await fetch(gateway.url + path, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    expect(open.size).toBe(0);
  }
});

it('goes on after nats-server was away', async () => {
  const id = live();
  const client = new Client();
  await client.open(id);
  await waitFor(() => client.seen.length === 1);
  await gateway.server.restart();
  await waitFor(() => publish(moved(id, 'completed', 20)), { timeoutMs: 20_000 });
  await waitFor(() => client.ended, { timeoutMs: 20_000 });
  expect(client.names()).toEqual(['state', 'submission', 'end']);
}, 60_000);

it('ends all streams when the gateway shuts down', async () => {
  const [client, ofAll] = [new Client(), new Client()];
  await client.open(live());
  await ofAll.openAt('/api/v1/events');
  await waitFor(() => client.seen.length === 1 && ofAll.seen.length === 1);
  await gateway.service.stop();
  await waitFor(() => client.ended && ofAll.ended);
}, 30_000);
