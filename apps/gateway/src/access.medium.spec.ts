// Real: nats-server, the embedded record file, HTTP, the token file. Scripted: the scheduler's answers.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assayIdOf, type Scope, submissionIdOf } from '#domain';
import { type NewToken, startService, TokenFile } from '#platform';
import { expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import {
  assayDocument,
  competitionDocument,
  liveSubmission,
  submissionDocument,
} from './adapters/testing/scripted-scheduler.conformance';
import { gateway as service } from './gateway.module';

const ADA = 'ada@example.org';
const EVE = 'eve@example.org';
const asked = (userEmail: string): Record<string, unknown> => ({
  userEmail,
  containerImage: 'lab/model:1',
  genomeContent: '0 1 2\n',
  assayTypes: ['nulldist'],
});

let gateway: GatewayUnderTest;
let file: TokenFile;
const secretOf = (wanted: NewToken): string => file.create(wanted, new Date().toISOString()).secret;
const tokenFor = (userEmail: string, ...scopes: Scope[]): string => secretOf({ userEmail, scopes });
const as = (token?: string): ReturnType<GatewayUnderTest['http']> => gateway.http(token);

beforeAll(async () => {
  gateway = await GatewayUnderTest.start(undefined, { KNOCKEM_TOKENS_REQUIRED: 'true' });
  file = new TokenFile(join(gateway.home, 'gateway', 'tokens.json'));
}, 60_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

describe('a token', () => {
  it('is needed for everything but health and the description of the API', async () => {
    for (const path of ['/livez', '/readyz', '/api/docs', '/api/docs-json']) {
      await as().get(path).expect(200);
    }
    for (const path of ['/api/v1/submissions', '/api/v1/executors', '/metrics', '/api/v1/nothing']) {
      const { body, headers } = await as().get(path).expect(401);
      expect(body).toMatchObject({ code: 'unauthorized', hint: expect.stringContaining('knockem token') });
      expect(headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  it('counts from the moment it is made until it is revoked or expires', async () => {
    const made = file.create({ userEmail: ADA, scopes: ['read'] }, new Date().toISOString());
    const list = (secret: string): ReturnType<ReturnType<typeof as>['get']> =>
      as(secret).get('/api/v1/submissions');
    await list(made.secret).expect(200);
    file.revoke(made.token.id, new Date().toISOString());
    const revoked = await list(made.secret).expect(401);
    expect(JSON.stringify(revoked.body)).not.toContain(made.secret);
    await list(secretOf({ userEmail: ADA, scopes: ['read'], expiresAt: '2020-01-01T00:00:00.000Z' })).expect(
      401,
    );
    await list(`knkm_${'x'.repeat(43)}`).expect(401);
    await as().get('/api/v1/submissions').set('Authorization', 'Basic YTpi').expect(401);
  });

  it('lets nobody in while the tokens cannot be read, and tells clients no path', async () => {
    const secret = tokenFor(ADA, 'read');
    const whole = readFileSync(file.path, 'utf8');
    writeFileSync(file.path, '{');
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await fetch(`${gateway.url}/api/v1/submissions`, { headers });
    writeFileSync(file.path, whole);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain(gateway.home);
    await as(secret).get('/api/v1/submissions').expect(200);
  });

  it('allows what its scopes say, and the refusal names the one that is missing', async () => {
    const reads = tokenFor(ADA, 'read');
    const submits = tokenFor(ADA, 'submit');
    const refused = await as(reads).post('/api/v1/submissions').send(asked(ADA)).expect(403);
    expect(refused.body.detail).toContain('needs the scope submit; the token has read');
    await as(submits).post('/api/v1/submissions').send(asked(ADA)).expect(202);
    await as(submits).get('/api/v1/submissions').expect(403);
    await as(reads).get('/metrics').expect(403);
    await as(tokenFor('root@example.org', 'administer')).get('/metrics').expect(200);
  });

  it('submits and uploads in the name of its user only', async () => {
    const token = tokenFor(EVE, 'submit', 'administer');
    const refused = await as(token).post('/api/v1/submissions').send(asked(ADA)).expect(403);
    expect(refused.body.problems).toEqual([{ field: 'userEmail', message: `must be ${EVE}` }]);
    await as(token).post('/api/v1/genomes').send({ genomeContent: '0', userEmail: ADA }).expect(403);
    await as(token).post('/api/v1/genomes').send({ genomeContent: '0', userEmail: EVE }).expect(201);
  });
});

describe("another user's", () => {
  const id = randomUUID();
  const assayId = assayIdOf(id, 'nulldist');
  const reading = [
    '',
    '/assays',
    '/competitions',
    `/competitions/${assayId}/0`,
    `/competitions/${assayId}/0/log`,
    `/competitions/${assayId}/0/log?attempt=1`,
    `/competitions/${assayId}/0/attempts`,
    '/results',
    '/summary',
    '/plots',
    '/plots/null-histogram.svg',
    '/report',
    '/events',
    '/competitions.csv',
    '/competitions.jsonl',
    '/competitions.parquet',
  ];
  let eve: string;
  let ada: string;

  beforeAll(async () => {
    eve = tokenFor(EVE, 'read', 'submit');
    ada = tokenFor(ADA, 'read', 'submit');
    await gateway.records.upsertMany('submissions', [submissionDocument(id, 'completed')]);
    await gateway.records.upsertMany('assays', [assayDocument(id, { status: 'completed' })]);
    const kept = { status: 'failed', logTail: 'the end' } as const;
    await gateway.records.upsertMany('competitions', [competitionDocument(id, 0, kept)]);
  });

  it('submission cannot be told from one that does not exist, wherever one looks', async () => {
    const unknown = randomUUID();
    for (const path of reading) {
      const own = `/api/v1/submissions/${id}${path}`;
      const { body } = await as(eve).get(own).expect(404);
      const nothing = await as(eve).get(`/api/v1/submissions/${unknown}${path}`).expect(404);
      expect(JSON.parse(JSON.stringify(body).replaceAll(id, unknown))).toEqual(nothing.body);
      const answer = await fetch(gateway.url + own, { headers: { authorization: `Bearer ${ada}` } });
      expect([path, answer.status === 404 && /no submission/i.test(await answer.clone().text())]).toEqual([
        path,
        false,
      ]);
      await answer.body?.cancel();
    }
    await as(tokenFor('root@example.org', 'administer')).get(`/api/v1/submissions/${id}`).expect(200);
  });

  it('submission cannot be changed, and changes of one’s own carry the name of the token', async () => {
    const live = randomUUID();
    gateway.scheduler.known.set(live, liveSubmission(live));
    const path = `/api/v1/submissions/${live}`;
    await as(eve).post(`${path}/cancel`).expect(404);
    await as(eve).post(`${path}/retry`).expect(404);
    await as(eve).patch(path).send({ held: true }).expect(404);
    await as(ada).post(`${path}/cancel`).send({ by: 'the queen' }).expect(202);
    const stored = await gateway.bus.lastOn(
      'journal',
      gateway.bus.subjects.submissionCommand('cancel', live),
    );
    expect(JSON.parse(Buffer.from(stored!.body).toString())).toMatchObject({ by: ADA });
  });

  it('Idempotency-Key cannot be guessed at, nor its place be taken, by choosing the id that follows from it', async () => {
    const key = 'study-1';
    const submissionId = submissionIdOf(ADA, key);
    const choose = (): ReturnType<ReturnType<typeof as>['post']> =>
      as(eve)
        .post('/api/v1/submissions')
        .send({ ...asked(EVE), submissionId: submissionId.toUpperCase() });
    const before = await choose().expect(400);
    expect(before.body.problems[0].field).toBe('submissionId');
    const mine = { ...asked(ADA), idempotencyKey: key };
    const first = await as(ada).post('/api/v1/submissions').send(mine).expect(202);
    expect(first.body).toMatchObject({ submissionId, repeated: false });
    expect((await choose().expect(400)).body).toEqual(before.body);
    const named = { ...mine, submissionId };
    expect((await as(ada).post('/api/v1/submissions').send(named).expect(202)).body.repeated).toBe(true);
  });

  it('submissions are in no list', async () => {
    const ids = async (token: string, query: object): Promise<string[]> => {
      const { body } = await as(token).get('/api/v1/submissions').query(query).expect(200);
      return body.items.map((s: { id: string }) => s.id);
    };
    expect(await ids(ada, {})).toContain(id);
    expect(await ids(eve, {})).not.toContain(id);
    expect(await ids(eve, { userEmail: ADA })).toEqual([]);
    const admin = tokenFor('root@example.org', 'administer');
    expect(await ids(admin, {})).toContain(id);
    expect(await ids(admin, { userEmail: EVE })).not.toContain(id);
  });

  it('genome cannot be read, listed, deleted or used', async () => {
    const upload = { genomeContent: '7 7 7', userEmail: ADA };
    const { genomeId } = (await as(ada).post('/api/v1/genomes').send(upload).expect(201)).body;
    const path = `/api/v1/genomes/${genomeId}`;
    await as(ada).get(`${path}/content`).expect(200);
    await as(eve).get(path).expect(404);
    await as(eve).get(`${path}/content`).expect(404);
    await as(eve).delete(path).expect(404);
    const listed = await as(eve).get('/api/v1/genomes').query({ userEmail: ADA }).expect(200);
    expect(listed.body.items).toEqual([]);
    const { genomeContent: _, ...rest } = asked(EVE);
    await as(eve)
      .post('/api/v1/submissions')
      .send({ ...rest, genomeIdAlpha: genomeId })
      .expect(422);
  });
});

describe('an address that others can reach', () => {
  const started = (environment: Record<string, string>): Promise<string> =>
    startService({
      ...service,
      environment: {
        KNOCKEM_NATS_URL: gateway.server.url,
        KNOCKEM_RUNMODE: 'testing',
        KNOCKEM_DATA_DIR: gateway.home,
        KNOCKEM_GATEWAY_PORT: '0',
        KNOCKEM_LOG_LEVEL: 'fatal',
        ...environment,
      },
    }).then(
      async (running) => (await running.stop(), 'started'),
      (error: Error) => error.message,
    );

  it.each(['0.0.0.0', '::', '192.0.2.7', 'gateway.example'])('%s is refused without tokens', async (host) => {
    const sentence = await started({ KNOCKEM_GATEWAY_HOST: host });
    expect(sentence).toContain(host);
    expect(sentence).toContain('KNOCKEM_TOKENS_REQUIRED');
  });

  it('is taken where tokens are required; loopback in any case', async () => {
    const open = { KNOCKEM_GATEWAY_HOST: '0.0.0.0', KNOCKEM_TOKENS_REQUIRED: 'true' };
    expect(await started(open)).toBe('started');
    expect(await started({ KNOCKEM_GATEWAY_HOST: '127.0.0.1' })).toBe('started');
    expect(await started({ KNOCKEM_GATEWAY_HOST: 'localhost' })).toBe('started');
  }, 30_000);
});
