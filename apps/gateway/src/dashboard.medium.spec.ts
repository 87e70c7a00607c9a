// Real: the gateway on a real nats-server and record file, HTTP, the token file. The page is two files of the spec's own.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { TokenFile } from '#platform';
import { expectNoLeaks, tempDirectory } from '#testing';
import { DashboardFiles, NONCE_PLACEHOLDER } from './adapters/http/dashboard/dashboard-files';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { liveSubmission } from './adapters/testing/scripted-scheduler.conformance';

const SCRIPT = '/assets/index-4f2a81c0.js';
const files = tempDirectory('knockem-dashboard-');
mkdirSync(join(files.path, 'assets'));
writeFileSync(join(files.path, 'index.html'), `<meta nonce="${NONCE_PLACEHOLDER}"><title>knockem</title>`);
const CODE = 'export {};\n'.repeat(200);
writeFileSync(join(files.path, SCRIPT), CODE);
writeFileSync(join(files.path, `${SCRIPT}.br`), brotliCompressSync(CODE));
writeFileSync(join(files.path, `${SCRIPT}.gz`), gzipSync(CODE));
writeFileSync(join(files.path, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');

let gateway: GatewayUnderTest;
let secret: string;
const http = (): ReturnType<GatewayUnderTest['http']> => gateway.http();
beforeAll(async () => {
  const strict = { KNOCKEM_TOKENS_REQUIRED: 'true', KNOCKEM_READS_PER_MINUTE: '3' };
  gateway = await GatewayUnderTest.start(undefined, strict, new DashboardFiles(files.path));
  const tokens = new TokenFile(join(gateway.home, 'gateway', 'tokens.json'));
  const wanted = { userEmail: 'ada@example.org', scopes: ['read'] } as const;
  secret = tokens.create(wanted, new Date().toISOString()).secret;
}, 60_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  files.remove();
  expectNoLeaks();
});

const PAGES = ['/', '/index.html', '/submissions/11111111-1111-4111-8111-111111111111', '/submit'];

it.each([...PAGES, '/executors', '/dead-letters'])(
  'serves %s to anybody, never from a cache',
  async (path) => {
    const { headers, text } = await http().get(path).expect(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
    expect(text).toContain('<title>knockem</title>');
    expect(headers).toMatchObject({ 'x-frame-options': 'SAMEORIGIN', 'x-content-type-options': 'nosniff' });
  },
);

it('lets nothing run that the gateway does not serve, and gives each answer a nonce of its own', async () => {
  const policies = await Promise.all(
    ['/', '/'].map(async (path) => {
      const { headers, text } = await http().get(path);
      const policy = headers['content-security-policy'];
      const nonce = /style-src 'self' 'nonce-([\w+/=]{22,})'/.exec(policy)?.[1];
      expect(text).toContain(`nonce="${nonce}"`);
      expect(policy).toContain("default-src 'none';script-src 'self';");
      expect(policy).not.toMatch(/unsafe|\*|http/);
      return policy;
    }),
  );
  expect(policies[0]).not.toBe(policies[1]);
});

it.each(['/index%2Ehtml', '/%69ndex.html', '//index.html'])('gives %s the same policy', async (path) => {
  const { headers, text } = await http().get(path);
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(text).not.toContain(NONCE_PLACEHOLDER);
});

it('serves what the page is made of, for ever where its name holds a digest', async () => {
  const { headers } = await http().get(SCRIPT).expect(200);
  expect(headers['content-type']).toContain('javascript');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await http().head(SCRIPT).expect(200)).text).toBeUndefined();
  const icon = await http().get('/favicon.svg').expect(200);
  expect(icon.headers['cache-control']).toBe('no-cache');
});

it.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', undefined],
])('serves a part to who accepts %s as %s', async (accepted, encoding) => {
  const response = await fetch(gateway.url + SCRIPT, { headers: { 'accept-encoding': accepted } });
  expect(response.headers.get('content-encoding') ?? undefined).toBe(encoding);
  expect(response.headers.get('vary')).toContain('Accept-Encoding');
  expect(response.headers.get('content-type')).toContain('javascript');
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const bytes = Number(response.headers.get('content-length'));
  expect(encoding === undefined ? bytes === CODE.length : bytes < CODE.length / 10).toBe(true);
  expect(await response.text()).toBe(CODE);
});

it('says of a part that is gone that the page was built anew, and shows no other file', async () => {
  const { body } = await http().get('/assets/index-0000.js').expect(404);
  expect(body).toMatchObject({ code: 'not-found', hint: expect.stringContaining('Reload') });
  await http().get('/assets/..%2f..%2fgateway%2ftokens.json').expect(404);
  await http().get('/..%2fgateway%2ftokens.json').expect(401);
});

it('takes nothing away from the API: neither addresses nor answers nor rates', async () => {
  for (let n = 0; n < 20; n++) expect((await http().get(SCRIPT)).headers.ratelimit).toBeUndefined();
  for (const path of ['/api/v1/submit', '/api/v1/submissions', '/metrics', '/nothing']) {
    expect((await http().get(path).expect(401)).body.code).toBe('unauthorized');
  }
  await http().post('/submit').send({}).expect(401);
  expect((await http().get('/livez').expect(200)).type).toBe('application/json');
  await http().get('/readyz').expect(200);
  const own = await gateway.http(secret).get('/api/v1/nothing').expect(404);
  expect(own.body.hint).toBe('See /api/docs.');
});

it('shows a browser its own page where there is none, and programs what they were told before', async () => {
  const look = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const { headers, text } = await http().get('/nonsense').set(look).expect(404);
  expect(text).toContain('<title>knockem</title>');
  expect(headers['content-security-policy']).not.toContain('unsafe');
  for (const path of ['/api/v1/nonsense', '/api', '/metrics', '/assets/index-0000.js']) {
    expect((await http().get(path).set(look)).type).toMatch(/json/);
  }
  expect((await http().get('/nonsense').set({ Accept: '*/*' }).expect(401)).type).toMatch(/json/);
});

it('tells who asks', async () => {
  const { body } = await gateway.http(secret).get('/api/v1/caller').expect(200);
  expect(body).toEqual({ tokensRequired: true, userEmail: 'ada@example.org', scopes: ['read'] });
});

describe('a gateway without tokens and without a page', () => {
  let bare: GatewayUnderTest;
  beforeAll(async () => {
    bare = await GatewayUnderTest.start(undefined, {}, new DashboardFiles(join(files.path, 'nowhere')));
  }, 60_000);
  afterAll(() => bare?.[Symbol.asyncDispose]());

  it('says how to build it', async () => {
    const { body } = await bare.http().get('/').expect(404);
    expect(body).toMatchObject({ detail: 'The web page was not built.', instance: '/' });
    expect(body.hint).toContain('npm run build');
  });

  it('sends answers in JSON compressed to who can read that, and nothing that comes bit by bit', async () => {
    const get = (path: string, accepted: string): Promise<Response> =>
      fetch(bare.url + path, { headers: { 'accept-encoding': accepted } });
    const [packed, plain, small] = await Promise.all([
      get('/api/docs-json', 'gzip'),
      get('/api/docs-json', 'identity'),
      get('/api/v1/caller', 'gzip'),
    ]);
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await packed.json()).toEqual(await plain.json());
    expect(small.headers.get('content-encoding')).toBeNull();
    const id = randomUUID();
    bare.scheduler.known.set(id, liveSubmission(id));
    const events = await get(`/api/v1/submissions/${id}/events`, 'gzip, br');
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    expect(events.headers.get('content-encoding')).toBeNull();
    await events.body!.cancel();
  });

  it('knows nobody, and says that no token is needed', async () => {
    const { body } = await bare.http().get('/api/v1/caller').expect(200);
    expect(body).toEqual({ tokensRequired: false, scopes: ['read', 'submit', 'administer'] });
  });
});
