// Real: nats-server, HTTP over sockets, the token file. Scripted: the scheduler's answers.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type NewToken, TokenFile } from '#platform';
import { expectNoLeaks, waitFor } from '#testing';
import { OpenStreams } from './adapters/http/open-streams';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { liveSubmission } from './adapters/testing/scripted-scheduler.conformance';

const ADA = 'ada@example.org';
const EVE = 'eve@example.org';
const LIMIT = 3;

let gateway: GatewayUnderTest;
let file: TokenFile;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start(undefined, {
    KNOCKEM_TOKENS_REQUIRED: 'true',
    KNOCKEM_STREAMS_PER_USER: String(LIMIT),
  });
  file = new TokenFile(join(gateway.home, 'gateway', 'tokens.json'));
}, 60_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const numOpen = (): number => gateway.service.app.get(OpenStreams).size;
const made = (more: Partial<NewToken> = {}): ReturnType<TokenFile['create']> =>
  file.create({ userEmail: ADA, scopes: ['read'], ...more }, new Date().toISOString());

const liveOf = (userEmail: string): string => {
  const id = randomUUID();
  const live = liveSubmission(id);
  gateway.scheduler.known.set(id, { ...live, submission: { ...live.submission, userEmail } });
  return id;
};

/** A stream of events with its headers read; `ended` when the gateway has closed it. */
class Watcher {
  private readonly leaving = new AbortController();
  status = 0;
  text = '';
  ended = false;

  async open(path: string, secret: string): Promise<this> {
    const response = await fetch(gateway.url + path, {
      headers: { Authorization: `Bearer ${secret}` },
      signal: this.leaving.signal,
    });
    this.status = response.status;
    void this.read(response);
    return this;
  }

  leave(): void {
    this.leaving.abort();
  }

  private async read(response: Response): Promise<void> {
    try {
      for await (const bytes of response.body!) this.text += Buffer.from(bytes as Uint8Array).toString();
      this.ended = true;
    } catch {
      // We left.
    }
  }
}

const watch = (submissionId: string, secret: string): Promise<Watcher> =>
  new Watcher().open(`/api/v1/submissions/${submissionId}/events`, secret);
const watchAll = (more?: Partial<NewToken>): Promise<Watcher> =>
  new Watcher().open('/api/v1/events', made(more).secret);

it('takes so many of one user at once, says why not one more, and takes the next when one has left', async () => {
  const submissionId = liveOf(ADA);
  const { secret } = made();
  const asked = await Promise.all(Array.from({ length: LIMIT + 2 }, () => watch(submissionId, secret)));
  const taken = asked.filter(({ status }) => status === 200);
  expect(taken).toHaveLength(LIMIT);
  const refused = asked.find(({ status }) => status === 429)!;
  await waitFor(() => refused.ended);
  expect(JSON.parse(refused.text)).toMatchObject({
    code: 'too-many',
    detail: '3 streams of yours are open, and no more may be.',
    hint: expect.stringContaining('KNOCKEM_STREAMS_PER_USER'),
  });
  const other = await watch(liveOf(EVE), made({ userEmail: EVE }).secret);
  expect(other.status).toBe(200);

  taken[0].leave();
  await waitFor(() => numOpen() === LIMIT);
  const next = await watch(submissionId, made().secret);
  expect(next.status).toBe(200);
  for (const watcher of [...taken, other, next]) watcher.leave();
  await waitFor(() => numOpen() === 0);
});

it('gives a place back when there is nothing to watch', async () => {
  const { secret } = made();
  for (let n = 0; n < LIMIT + 1; n++) expect((await watch(randomUUID(), secret)).status).toBe(404);
  expect(numOpen()).toBe(0);
});

it('tells of all submissions only their own users and the administrator, and counts those streams, too', async () => {
  const [mine, hers] = [liveOf(ADA), liveOf(EVE)];
  const [ada, eve] = [await watchAll(), await watchAll({ userEmail: EVE })];
  const administrator = await watchAll({ userEmail: 'ops@example.org', scopes: ['administer'] });
  expect(numOpen()).toBe(3);
  const { bus } = gateway;
  for (const submissionId of [hers, mine]) {
    const event = { kind: 'submission', submissionId, status: 'active', version: 8 };
    await bus.publish(bus.subjects.event('submission', submissionId), event);
  }
  await waitFor(() => ada.text.includes(mine) && eve.text.includes(hers));
  await waitFor(() => administrator.text.includes(mine) && administrator.text.includes(hers));
  expect([ada.text.includes(hers), eve.text.includes(mine)]).toEqual([false, false]);

  const more = await Promise.all(Array.from({ length: LIMIT }, () => watchAll()));
  expect(more.filter(({ status }) => status === 429)).toHaveLength(1);
  for (const watcher of [ada, eve, administrator, ...more]) watcher.leave();
  await waitFor(() => numOpen() === 0);
});

it('ends the streams of a token that was revoked or has expired, and no others', async () => {
  const submissionId = liveOf(ADA);
  const revoked = made();
  const lasting = await watch(submissionId, made().secret);
  const first = await watch(submissionId, revoked.secret);
  const second = await watch(
    submissionId,
    made({ expiresAt: new Date(Date.now() + 3_000).toISOString() }).secret,
  );
  expect([first.status, second.status]).toEqual([200, 200]);
  file.revoke(revoked.token.id, new Date().toISOString());
  await waitFor(() => first.ended && second.ended, { timeoutMs: 30_000, message: 'both have ended' });
  expect((await watch(submissionId, revoked.secret)).status).toBe(401);
  expect([lasting.ended, numOpen()]).toEqual([false, 1]);
  lasting.leave();
  await waitFor(() => numOpen() === 0);
});
