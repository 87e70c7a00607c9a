// Real: nats-server, the embedded record file, HTTP over sockets; for memory, the gateway as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { join, resolve } from 'node:path';
import { LIMITS } from '#contracts';
import { TokenFile } from '#platform';
import { expectNoLeaks, startNatsServer, tempDirectory, trackChild, waitFor, within } from '#testing';
import { MAX_BODY_BYTES } from './adapters/http/flood/bodies-under-way';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { submissionDocument } from './adapters/testing/scripted-scheduler.conformance';

jest.setTimeout(180_000);
afterAll(expectNoLeaks);

const asked = (userEmail = 'ada@example.org'): Record<string, unknown> => ({
  userEmail,
  containerImage: 'lab/model:1',
  genomeContent: '0 1 2\n',
  assayTypes: ['imageCheck'],
});

/** A request of which the test decides when its body goes. */
function opened(
  url: string,
  options: { bytes: number; localAddress?: string },
): {
  answer: Promise<IncomingMessage>;
  end: () => void;
} {
  const { hostname, port } = new URL(url);
  const headers = { 'content-type': 'text/plain', 'content-length': String(options.bytes) };
  const path = '/api/v1/genomes?userEmail=ada@example.org';
  const { localAddress } = options;
  const sent = httpRequest({ hostname, port, path, method: 'POST', headers, localAddress, agent: false });
  const answer = new Promise<IncomingMessage>((done) => sent.once('response', done));
  sent.on('error', () => undefined);
  sent.flushHeaders();
  return { answer, end: () => void sent.destroy() };
}

describe('a gateway with limits', () => {
  let gateway: GatewayUnderTest;
  const secrets: Record<string, string> = {};
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start(undefined, {
      KNOCKEM_TOKENS_REQUIRED: 'true',
      KNOCKEM_READS_PER_MINUTE: '40',
      KNOCKEM_WRITES_PER_MINUTE: '20',
      KNOCKEM_QUOTA_SUBMISSIONS: '3',
      KNOCKEM_QUOTA_COMPETITIONS: '1000',
      KNOCKEM_QUOTA_GENOME_BYTES: '100',
    });
    const file = new TokenFile(join(gateway.home, 'gateway', 'tokens.json'));
    for (const name of ['ada', 'bob', 'cleo', 'dan']) {
      const user = { userEmail: `${name}@example.org`, scopes: ['read', 'submit'] } as const;
      secrets[name] = file.create(user, new Date().toISOString()).secret;
    }
  });
  afterAll(() => gateway?.[Symbol.asyncDispose]());

  it('turns a flood of one user away with Retry-After, and serves the others', async () => {
    const client = gateway.http(secrets.ada);
    const answers = [];
    for (let n = 0; n < 60; n++) answers.push(await client.get('/api/v1/executors'));
    const refused = answers.filter(({ status }) => status === 429);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    // A window may end while the flood goes on; then a second begins.
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(40);
    for (const { headers, body } of refused) {
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
      expect(body).toMatchObject({ code: 'too-many', detail: 'More than 40 reads in a minute.' });
    }
    await gateway.http(secrets.bob).get('/api/v1/executors').expect(200);
    await gateway.http().get('/livez').expect(200);
  });

  it('counts an address however it is written', async () => {
    const { headers } = await gateway.http(secrets.bob).get('/API/v1/Executors').expect(200);
    expect(headers.ratelimit).toContain('limit=40');
  });

  it('limits those who guess tokens, too', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 60; n++) {
      statuses.add((await gateway.http(`knkm_${n}`).post('/api/v1/submissions').send(asked())).status);
    }
    expect([...statuses].sort()).toEqual([401, 429]);
  });

  it('holds users to their quotas, whatever the submission is for, and says what to do', async () => {
    const submit = (): ReturnType<ReturnType<typeof gateway.http>['post']> =>
      gateway.http(secrets.cleo).post('/api/v1/submissions').send(asked('cleo@example.org'));
    gateway.scheduler.usage = { submissions: 3 };
    const many = await submit().expect(429);
    expect(many.body.detail).toBe('cleo@example.org has 3 live submissions; the quota is 3.');
    expect(many.body.hint).toContain('cancel one');
    expect(many.headers['retry-after']).toBeUndefined();
    gateway.scheduler.usage = { competitions: 1000 };
    expect((await submit().expect(429)).body.detail).toContain('1,000 competitions waiting or running');
    gateway.scheduler.usage = {};
    await submit().expect(202);
  });

  it('takes no retry beyond the quota, since what is retried is live again', async () => {
    const id = randomUUID();
    const failed = submissionDocument(id, 'failed', { userEmail: 'cleo@example.org' });
    await gateway.records.upsertMany('submissions', [failed]);
    const retry = (): ReturnType<ReturnType<typeof gateway.http>['post']> =>
      gateway.http(secrets.cleo).post(`/api/v1/submissions/${id}/retry`);
    gateway.scheduler.usage = { submissions: 3 };
    const refused = await retry().expect(429);
    expect(refused.body.detail).toBe('cleo@example.org has 3 live submissions; the quota is 3.');
    gateway.scheduler.usage = {};
    await retry().expect(202);
  });

  it('counts bytes of genomes, and the same genome once', async () => {
    const upload = (genomeContent: string): ReturnType<ReturnType<typeof gateway.http>['post']> =>
      gateway.http(secrets.dan).post('/api/v1/genomes').send({ genomeContent, userEmail: 'dan@example.org' });
    gateway.scheduler.usage = { genomeBytes: 0 };
    await upload('1'.repeat(60)).expect(201);
    gateway.scheduler.usage = { genomeBytes: 60 };
    const refused = await upload('2'.repeat(60)).expect(429);
    expect(refused.body.detail).toContain('60 bytes of genomes; 60 more exceed the quota of 100');
    await upload('1'.repeat(60)).expect(201);
    gateway.scheduler.usage = {};
  });
});

describe('a gateway as it comes', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterAll(() => gateway?.[Symbol.asyncDispose]());

  it('takes no more bodies at a time than it has memory for, of one client or of all', async () => {
    const bytes = LIMITS.genomeBytes;
    const slow = Array.from({ length: MAX_BODY_BYTES.one / bytes }, () => opened(gateway.url, { bytes }));
    // Which of them the gateway has seen cannot be asked; that one more is refused says that it has seen them all.
    const refusedOne = async (localAddress?: string): Promise<IncomingMessage | undefined> => {
      const one = opened(gateway.url, { bytes, ...(localAddress ? { localAddress } : {}) });
      const answer = await Promise.race([
        one.answer,
        waitFor(() => false, { timeoutMs: 200 }).catch(() => undefined),
      ]);
      one.end();
      return typeof answer === 'object' ? answer : undefined;
    };
    let refused: IncomingMessage | undefined;
    await waitFor(async () => (refused = await refusedOne()) !== undefined);
    expect([refused?.statusCode, refused?.headers['retry-after']]).toEqual([429, '1']);
    const small = { genomeContent: '0 1', userEmail: 'ada@example.org' };
    const other = httpRequest({
      ...new URL(`${gateway.url}/livez`),
      hostname: new URL(gateway.url).hostname,
      port: new URL(gateway.url).port,
      path: '/api/v1/genomes',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      localAddress: '127.0.0.2',
      agent: false,
    });
    const answered = new Promise<IncomingMessage>((done) => other.once('response', done));
    other.end(JSON.stringify(small));
    expect((await answered).statusCode).toBe(201);
    (await answered).resume();
    for (const one of slow) one.end();
    await waitFor(async () => (await gateway.http().post('/api/v1/genomes').send(small)).status === 201);
  });

  it('lets no page of another origin read it, and its own pages load nothing from elsewhere', async () => {
    const origin = 'https://evil.example';
    const preflight = await fetch(`${gateway.url}/api/v1/submissions`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    const simple = await fetch(`${gateway.url}/api/v1/submissions`, { headers: { origin } });
    for (const { headers } of [preflight, simple]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    await preflight.body?.cancel();
    await simple.body?.cancel();
    const { headers } = simple;
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});

/** The gateway as a process, so that the memory measured is its own. */
class GatewayProcess implements AsyncDisposable {
  output = '';
  private readonly ended: Promise<unknown>;

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((done) => child.once('close', done));
  }

  static async start(environment: Record<string, string>): Promise<GatewayProcess> {
    const hook = resolve('libs/testing/src/typescript-hook.cjs');
    const main = resolve('apps/gateway/src/main.ts');
    const env = {
      PATH: process.env.PATH,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_GATEWAY_PORT: '0',
      ...environment,
    };
    const child = spawn(process.execPath, ['--conditions=knockem-source', '--require', hook, main], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const gateway = new GatewayProcess(trackChild(child, 'gateway'));
    await waitFor(() => gateway.output.includes('gateway is ready'), { timeoutMs: 90_000 });
    return gateway;
  }

  get url(): string {
    return /"url":"([^"]+)"/.exec(this.output)![1];
  }

  get residentBytes(): number {
    const [, kibibytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))!;
    return 1024 * Number(kibibytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGTERM');
    await within(30_000, 'the gateway ends', this.ended);
  }
}

interface Flooded {
  /** Of each answer; 0 = a 429 without Retry-After. */
  readonly statuses: readonly (number | undefined)[];
  /** What the gateway's memory grew by, at most. */
  readonly growth: number;
}

/** So many submissions, half of them at the same time. */
async function flood(gateway: GatewayProcess, count: number, body: string): Promise<Flooded> {
  const agent = new Agent({ keepAlive: true, maxSockets: count / 2 });
  const { hostname, port } = new URL(gateway.url);
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  const options = { hostname, port, path: '/api/v1/submissions', method: 'POST', headers, agent };
  const before = gateway.residentBytes;
  let highest = before;
  const statuses: (number | undefined)[] = [];
  const one = (): Promise<void> =>
    new Promise((done) => {
      const sent = httpRequest(options, (answer) => {
        const isBare = answer.statusCode === 429 && !(Number(answer.headers['retry-after']) > 0);
        statuses.push(isBare ? 0 : answer.statusCode);
        highest = Math.max(highest, gateway.residentBytes);
        answer.resume().once('close', done);
      });
      // A connection that is turned away in the middle of its body may be closed: no answer, no acceptance.
      sent.once('error', () => done());
      sent.end(body);
    });
  await Promise.all(Array.from({ length: count }, one));
  agent.destroy();
  return { statuses, growth: highest - before };
}

it('answers a flood of submissions with 429 and does not grow with it', async () => {
  const FLOOD = 800;
  const LIMIT = 50;
  const server = await startNatsServer();
  const home = tempDirectory();
  {
    await using gateway = await GatewayProcess.start({
      KNOCKEM_NATS_URL: server.url,
      KNOCKEM_DATA_DIR: home.path,
      KNOCKEM_WRITES_PER_MINUTE: String(LIMIT),
    });
    // 250 kB each, 200 MB in all: were they read before they are counted, texts and objects of them would be twice that.
    const body = JSON.stringify({ ...asked(), genomeContent: '01'.repeat(125_000) });
    const { statuses, growth } = await flood(gateway, FLOOD, body);
    // Of those that are let in a starved nats-server may leave some unanswered.
    const letIn = statuses.filter((status) => status === 202 || status === 503).length;
    expect(statuses.filter((status) => status === 429)).toHaveLength(statuses.length - letIn);
    // A window of a minute lets so many in; a slow machine sees more than one of them.
    expect([letIn > 0, letIn % LIMIT]).toEqual([true, 0]);
    expect(statuses.length).toBeGreaterThan(FLOOD / 2);
    expect(growth).toBeLessThan(120e6);
    expect((await fetch(`${gateway.url}/livez`)).status).toBe(200);
  }
  await server.stop();
  home.remove();
});
