/** Real: HTTP, and the command's client. Scripted: what a gateway answers, one answer after the other. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayClient } from './gateway-client';
import { patiently } from './patience';

interface Scripted {
  readonly status: number;
  readonly retryAfter?: string;
}

const OK: Scripted = { status: 200 };
const AWAY: Scripted = { status: 503, retryAfter: '0' };
let script: Scripted[] = [];
let asked: IncomingMessage[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    const { status, retryAfter } = script.shift() ?? OK;
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    response.end(JSON.stringify({ detail: `The scheduler does not answer (${status}).`, items: [] }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => (asked = []));

const ask = async (
  answers: Scripted[],
  signal?: AbortSignal,
): Promise<{ status: number; said: string[] }> => {
  script = answers;
  const said: string[] = [];
  const { status } = await patiently(() => fetch(url), { say: (line) => said.push(line), signal });
  return { status, said };
};

it.each([429, 503])('asks again as long as a %d says when, and says so once', async (status) => {
  const away = { status, retryAfter: '0' };
  const told = `The scheduler does not answer (${status}). Trying again for up to ${status === 429 ? 90 : 30} s.`;
  expect(await ask([away, away, OK])).toEqual({ status: 200, said: [told] });
  expect(asked).toHaveLength(3);
});

it.each([
  ['does not say when', { status: 503 }],
  ['says a time beyond all patience', { status: 503, retryAfter: '31' }],
  ['says no number', { status: 503, retryAfter: 'Sat, 21 Nov 2026 12:00:00 GMT' }],
  ['is a failure', { status: 500, retryAfter: '0' }],
])('gives an answer back at once that %s', async (_what, answer) => {
  expect(await ask([answer])).toEqual({ status: answer.status, said: [] });
  expect(asked).toHaveLength(1);
});

it('stops waiting when it is asked to', async () => {
  const stop = new AbortController();
  const waiting = ask([{ status: 503, retryAfter: '20' }], stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

it('sends a submission again under the same key, so that it is one submission', async () => {
  script = [AWAY, { status: 202 }];
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const request = { userEmail: 'a@example.org', containerImage: 'x', assayTypes: ['nulldist' as const] };
  await new GatewayClient(url, undefined).submit(request);
  stderr.mockRestore();
  const [first, second] = asked.map(({ headers }) => headers['idempotency-key']);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toBe(first);
});
