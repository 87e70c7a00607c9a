// Real: nats-server, the embedded record file, HTTP. Scripted: the scheduler's answers.
import { randomUUID } from 'node:crypto';
import type { Test } from 'supertest';
import { submissionIdOf } from '#domain';
import { expectNoLeaks, waitFor } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import { liveSubmission, submissionDocument } from './adapters/testing/scripted-scheduler.conformance';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
}, 30_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const http = (): ReturnType<typeof gateway.http> => gateway.http();
const asked = {
  userEmail: 'ada@example.org',
  containerImage: 'lab/model:1',
  genomeContent: '0 1 2\n',
  assayTypes: ['nulldist'],
};

describe('POST /submissions/forecast', () => {
  const assays = [
    { assayType: 'nulldist', origin: 'asked', parameters: {}, dependsOn: [], atLeast: 100, atMost: 100 },
  ];
  const forecast = (body: object = {}): Test =>
    http()
      .post('/api/v1/submissions/forecast')
      .send({ ...asked, ...body });

  it('tells what the planner says and how long it takes here, and journals nothing', async () => {
    const before = await gateway.bus.streamState('journal');
    await forecast().expect(503);
    const requests: { numSites?: number }[] = [];
    const answering = gateway.bus.respond('submission.forecast', (body) => {
      requests.push(JSON.parse(Buffer.from(body).toString()) as { numSites?: number });
      return { assays };
    });
    await gateway.bus.flush();
    const { body } = await forecast().expect(200);
    expect(body).toEqual({ assays, competitions: { atLeast: 100, atMost: 100 }, slots: 0, atOnce: 0 });
    expect(requests).toEqual([{ submission: expect.objectContaining({ maxCompetitionsActive: 100 }) }]);
    await forecast({ assayParameters: { nulldist: { replicates: 2 } } }).expect(400);
    expect(await gateway.bus.streamState('journal')).toEqual(before);
    await answering.stop();
  });
});

describe('POST /submissions', () => {
  it('journals the genome, then the command with every default, and is found at once', async () => {
    const { body, headers } = await http().post('/api/v1/submissions').send(asked).expect(202);
    expect(body).toMatchObject({ repeated: false, streamSequence: expect.any(Number) });
    expect(headers.location).toBe(`/api/v1/submissions/${body.submissionId}`);

    const subject = gateway.bus.subjects.submissionCommand('create', body.submissionId);
    const stored = await gateway.bus.lastOn('journal', subject);
    const command = JSON.parse(Buffer.from(stored!.body).toString());
    expect(stored!.headers['Knockem-Schema']).toBe('submission.create.v1');
    expect(command).toMatchObject({ genomeSize: 6, maxCompetitionsActive: 100, knockemRunmode: 'testing' });
    const genome = await gateway.bus.lastOn(
      'journal',
      gateway.bus.subjects.genomeCommand('create', command.genomeIdAlpha),
    );
    expect(genome!.sequence).toBeLessThan(stored!.sequence);

    const view = await http().get(headers.location).expect(200);
    expect(view.body).toMatchObject({
      source: 'journal',
      submission: { status: 'pending', seed: command.seed },
    });
  });

  it('gives twins with one key one submission, and refuses another request with it', async () => {
    const key = randomUUID();
    const post = (body: object): Test =>
      http().post('/api/v1/submissions').set('Idempotency-Key', key).send(body);
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(asked)));
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([202]));
    expect(new Set(answers.map((a) => a.body.submissionId))).toEqual(
      new Set([submissionIdOf(asked.userEmail, key)]),
    );
    expect(answers.filter((a) => !a.body.repeated)).toHaveLength(1);
    const other = await post({ ...asked, containerImage: 'lab/other:2' }).expect(409);
    expect(other.body).toMatchObject({ status: 409, code: 'conflict', title: expect.any(String) });
  });

  it.each([
    [
      'an unknown field',
      { ...asked, maxCompetitionActive: 3 },
      400,
      'did you mean \\"maxCompetitionsActive\\"',
    ],
    [
      'a wrong type',
      { ...asked, maxCompetitionsActive: 'many' },
      400,
      'maxCompetitionsActive must be an integer',
    ],
    ['a limit out of bounds', { ...asked, maxCompetitionsActive: 0 }, 400, 'must not be less than 1'],
    ['an unknown assay type', { ...asked, assayTypes: ['nuldist'] }, 400, 'did you mean \\"nulldist\\"'],
    ['no genome', { ...asked, genomeContent: undefined }, 400, 'exactly one of'],
    ['two genomes', { ...asked, genomeIdAlpha: randomUUID() }, 400, 'exactly one of'],
    ['an empty genome', { ...asked, genomeContent: '  \n' }, 400, 'the genome is empty'],
    ['a genome that is not text', { ...asked, genomeContent: 'a\u0000b' }, 400, 'not text'],
    [
      'an unknown genome',
      { ...asked, genomeContent: undefined, genomeIdAlpha: randomUUID() },
      422,
      'no genome',
    ],
    ['the other runmode', { ...asked, knockemRunmode: 'production' }, 422, 'runs in testing'],
    ['a large inline genome', { ...asked, genomeContent: 'x'.repeat(256_001) }, 413, '256000'],
    ['a reserved name', { ...asked, containerEnv: { PATH: '/' } }, 400, 'reserved names: PATH'],
    ['a key of half a character', { ...asked, idempotencyKey: '\ud800' }, 400, 'half of a character'],
    ['an array', [asked], 400, 'must be a JSON object'],
  ])('refuses %s with a sentence', async (_name, body, status, sentence) => {
    const answer = await http().post('/api/v1/submissions').send(body);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect(JSON.stringify(answer.body)).toContain(sentence);
    expect(answer.body).toMatchObject({
      status,
      instance: '/api/v1/submissions',
      detail: expect.any(String),
    });
  });
});

describe('GET /submissions', () => {
  it('lists what was just accepted: the answer has waited until the scheduler knows it', async () => {
    const submissionId = randomUUID();
    const { body } = await Promise.all([
      http()
        .post('/api/v1/submissions')
        .send({ ...asked, submissionId }),
      waitFor(() => gateway.scheduler.asked.includes(submissionId)).then(() =>
        gateway.scheduler.known.set(submissionId, liveSubmission(submissionId)),
      ),
    ]).then(() => http().get('/api/v1/submissions'));
    expect(body.items.map((s: { id: string }) => s.id)).toContain(submissionId);
    expect(gateway.scheduler.asked.filter((id) => id === submissionId).length).toBeGreaterThan(1);
  });

  it('asks the scheduler first and falls back to the record', async () => {
    const id = randomUUID();
    gateway.scheduler.known.set(id, liveSubmission(id));
    await gateway.records.upsertMany('submissions', [submissionDocument(id, 'pending')]);
    const live = await http().get(`/api/v1/submissions/${id}`).expect(200);
    expect(live.body).toMatchObject({ source: 'scheduler', submission: { status: 'active' } });
    expect(live.headers.etag).toBe('"7"');
    gateway.scheduler.known.delete(id);
    const recorded = await http().get(`/api/v1/submissions/${id}`).expect(200);
    expect(recorded.body).toMatchObject({ source: 'records', submission: { status: 'pending' } });
  });

  it('says 404 for an unknown id and 400 for what is no id', async () => {
    await http().get(`/api/v1/submissions/${randomUUID()}`).expect(404);
    await http().get('/api/v1/submissions/seven').expect(400);
  });
});
