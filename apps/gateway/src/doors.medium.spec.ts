// Real: nats-server, the embedded record file, HTTP. Scripted: the scheduler's answers.
import { randomUUID } from 'node:crypto';
import type { CommandAccepted, SubmissionView } from '#contracts';
import { expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { liveSubmission } from './adapters/testing/scripted-scheduler.conformance';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
}, 30_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const asked = {
  userEmail: 'ada@example.org',
  containerImage: 'lab/model:1',
  genomeContent: '0 1 2\n',
  assayTypes: ['nulldist'],
};
const ask = <T>(endpoint: Parameters<typeof gateway.bus.request>[0], body: unknown): Promise<T> =>
  gateway.bus.request<T>(endpoint, body, { timeoutMs: 5000 });

it('gives the same submission for the same key as REST does', async () => {
  const key = randomUUID();
  const byBus = await ask<CommandAccepted>('submission.create', { ...asked, idempotencyKey: key });
  const byRest = await gateway
    .http()
    .post('/api/v1/submissions')
    .set('Idempotency-Key', key)
    .send(asked)
    .expect(202);
  expect(byRest.body).toEqual({ ...byBus, repeated: true });
  const view = await ask<SubmissionView>('submission.get', { submissionId: byBus.submissionId });
  expect(view).toMatchObject({ source: 'journal', submission: { status: 'pending' } });
});

it('takes genomes, cancels, updates and retries', async () => {
  const genome = await ask<{ genomeId: string }>('genome.create', {
    genomeContent: '0 1',
    userEmail: asked.userEmail,
  });
  const { genomeContent: _, ...rest } = asked;
  await ask('submission.create', { ...rest, genomeIdAlpha: genome.genomeId });
  const submissionId = randomUUID();
  gateway.scheduler.known.set(submissionId, liveSubmission(submissionId));
  const by = asked.userEmail;
  await expect(ask('submission.cancel', { submissionId, by })).resolves.toMatchObject({ submissionId });
  await expect(ask('submission.update', { submissionId, by, held: true })).resolves.toMatchObject({
    submissionId,
  });
  await expect(ask('submission.retry', { submissionId, by })).rejects.toMatchObject({ code: 'conflict' });
});

it.each([
  ['an unknown field', { ...asked, assayType: [] }, 'did you mean "assayTypes"'],
  ['no JSON', Buffer.from('{'), 'is not JSON'],
  ['a list', [], 'must be a JSON object'],
])('answers %s with the problems', async (_name, body, sentence) => {
  const reply = await gateway.bus.requestRaw('submission.create', body, { timeoutMs: 5000 });
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid', problems: expect.any(Array) } });
  expect(JSON.stringify(reply)).toContain(sentence.replaceAll('"', '\\"'));
});

describe('while a part is away', () => {
  it('reads from the journal and accepts without the scheduler, and says 503 where only it knows', async () => {
    await gateway.scheduler.stop();
    const { body, headers } = await gateway.http().post('/api/v1/submissions').send(asked).expect(202);
    const view = await gateway.http().get(headers.location).expect(200);
    expect(view.body).toMatchObject({ source: 'journal', submission: { id: body.submissionId } });
    await gateway.http().post(`${headers.location}/cancel`).expect(202);
    const list = await gateway.http().get('/api/v1/submissions').expect(200);
    expect(list.body.source).toBe('records');
    await gateway.http().get('/api/v1/executors').expect(503).expect('Retry-After', '2');
    await gateway.http().get(`/api/v1/submissions/${randomUUID()}`).expect(503);
  }, 60_000);

  it('says 503 without nats-server, and takes the same request when it is back', async () => {
    await gateway.server.kill9();
    const key = randomUUID();
    const post = (): ReturnType<ReturnType<typeof gateway.http>['post']> =>
      gateway.http().post('/api/v1/submissions').set('Idempotency-Key', key).send(asked);
    const away = await post();
    expect([away.status, away.body.code, away.headers['retry-after']]).toEqual([503, 'unavailable', '2']);
    expect((await gateway.http().get('/readyz')).status).toBe(503);
    await gateway.server.restart();
    for (let status = 503; status === 503;) status = (await post()).status;
    await post().expect(202);
  }, 90_000);
});
