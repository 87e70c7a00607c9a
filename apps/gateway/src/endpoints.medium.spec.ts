// Real: nats-server, the embedded record file, HTTP. Scripted: the scheduler's and the executor's answers.
import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import type { CompetitionDocument, CompetitionResultDocument } from '#contracts';
import { assayIdOf, competitionIdOf } from '#domain';
import { expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import {
  assayDocument,
  competitionDocument,
  liveSubmission,
  resultDocument,
  submissionDocument,
} from './adapters/testing/scripted-scheduler.conformance';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
}, 30_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const http = (): ReturnType<GatewayUnderTest['http']> => gateway.http();
const user = 'ada@example.org';
const upload = (content: Buffer | string, type = 'text/plain'): Promise<Response> =>
  http().post('/api/v1/genomes').query({ userEmail: user }).set('Content-Type', type).send(content);

describe('genomes', () => {
  it('are stored once per user and content, by either kind of body, and read back', async () => {
    const text = await upload('0 1 0 1\n');
    expect([text.status, text.body.size]).toEqual([201, 8]);
    const json = await http().post('/api/v1/genomes').send({ genomeContent: '0 1 0 1\n', userEmail: user });
    expect(json.body).toEqual(text.body);
    expect(json.headers.location).toBe(`/api/v1/genomes/${text.body.genomeId}`);
    const facts = await http().get(`/api/v1/genomes/${text.body.genomeId}`).expect(200);
    expect(facts.body).toMatchObject({ digest: text.body.digest, source: 'journal', userEmail: user });
    const content = await http().get(`/api/v1/genomes/${text.body.genomeId}/content`).expect(200);
    expect(content.text).toBe('0 1 0 1\n');
  });

  it('may have 15 MB and not a byte more', async () => {
    const largest = Buffer.alloc(15_000_000, '01 ');
    expect((await upload(largest, 'application/octet-stream')).status).toBe(201);
    const tooLarge = await upload(Buffer.alloc(15_000_001, '01 '));
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.body).toMatchObject({ detail: expect.stringContaining('15,000,000') });
    const inJson = await http()
      .post('/api/v1/genomes')
      .send({ genomeContent: 'x'.repeat(15_000_001), userEmail: user });
    expect([inJson.status, inJson.body.detail]).toEqual([413, expect.stringContaining('15,000,000')]);
  }, 30_000);

  it.each([
    ['empty', Buffer.alloc(0), 'the genome is empty'],
    ['blank', Buffer.from(' \n'), 'the genome is empty'],
    ['not text', Buffer.from([0xff, 0xfe, 0x00]), 'the genome is not text'],
  ])('that are %s are refused with a sentence', async (_name, bytes, sentence) => {
    const answer = await upload(bytes, 'application/octet-stream');
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain(sentence);
  });

  it('are listed by user, and deleted unless live submissions use them', async () => {
    const { genomeId } = (await upload('9 9 9')).body;
    gateway.scheduler.users.set(genomeId, ['11111111-1111-4111-8111-111111111111']);
    const inUse = await http().delete(`/api/v1/genomes/${genomeId}`).expect(409);
    expect(inUse.body.problems).toEqual([
      { field: 'submissionId', message: '11111111-1111-4111-8111-111111111111' },
    ]);
    gateway.scheduler.users.delete(genomeId);
    await http().delete(`/api/v1/genomes/${genomeId}`).expect(202);
    await http().get(`/api/v1/genomes/${genomeId}`).expect(404);
    await upload('9 9 9');
    await http().get(`/api/v1/genomes/${genomeId}`).expect(200);

    await http().get('/api/v1/genomes').query({ userEmail: user }).expect(200);
    await http().get('/api/v1/genomes').expect(400);
  });
});

describe('commands', () => {
  const submission = (status: Parameters<typeof liveSubmission>[1]): string => {
    const id = randomUUID();
    gateway.scheduler.known.set(id, liveSubmission(id, status));
    return id;
  };
  const journalled = async (verb: 'cancel' | 'update' | 'retry', id: string): Promise<unknown> => {
    const stored = await gateway.bus.lastOn('journal', gateway.bus.subjects.submissionCommand(verb, id));
    return stored && JSON.parse(Buffer.from(stored.body).toString());
  };

  it('cancels what is live, without a body or with one', async () => {
    const id = submission('active');
    await http().post(`/api/v1/submissions/${id}/cancel`).expect(202);
    await http().post(`/api/v1/submissions/${id}/cancel`).send({ by: user, reason: null }).expect(202);
    expect(await journalled('cancel', id)).toEqual({ submissionId: id, by: user });
    await http()
      .post(`/api/v1/submissions/${submission('completed')}/cancel`)
      .expect(409);
    await http().post(`/api/v1/submissions/${randomUUID()}/cancel`).expect(404);
  });

  it('changes limits of what is live, at the version that was seen', async () => {
    const id = submission('active');
    const patch = (body: object): ReturnType<ReturnType<typeof http>['patch']> =>
      http().patch(`/api/v1/submissions/${id}`).send(body);
    await patch({ held: true, maxCompetitionsActive: 3 }).set('If-Match', '"7"').expect(202);
    expect(await journalled('update', id)).toMatchObject({
      held: true,
      maxCompetitionsActive: 3,
      ifVersion: 7,
    });
    await patch({ held: false, ifVersion: 6 }).expect(409);
    await patch({ held: false }).set('If-Match', 'seven').expect(400);
    await patch({}).expect(400);
    const unknown = await patch({ hold: true }).expect(400);
    expect(unknown.body.problems[0].message).toContain('did you mean "held"');
    await http()
      .patch(`/api/v1/submissions/${submission('cancelled')}`)
      .send({ held: true })
      .expect(409);
  });

  it('retries only what has failed', async () => {
    const id = submission('failed');
    await http().post(`/api/v1/submissions/${id}/retry`).expect(202);
    expect(await journalled('retry', id)).toEqual({ submissionId: id, by: 'rest' });
    await http()
      .post(`/api/v1/submissions/${submission('active')}/retry`)
      .expect(409);
  });
});

describe('lists', () => {
  it('merges live submissions over their older records, page by page, without gaps or repetitions', async () => {
    const owner = `${randomUUID()}@example.org`;
    const at = (n: number): string => `2031-01-01T00:00:0${n}.000Z`;
    const records = Array.from({ length: 6 }, (_, n) =>
      submissionDocument(randomUUID(), n === 3 ? 'active' : 'completed', {
        userEmail: owner,
        datetime: at(n),
      }),
    );
    await gateway.records.upsertMany('submissions', records);
    const live = { userEmail: owner, datetime: at(3), version: 99 };
    gateway.scheduler.known.set(records[3].id, liveSubmission(records[3].id, 'stopping', live));
    const onlyLive = randomUUID();
    gateway.scheduler.known.set(onlyLive, liveSubmission(onlyLive, 'pending', { ...live, datetime: at(8) }));

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await http()
        .get('/api/v1/submissions')
        .query({ userEmail: owner, limit: 2, ...(cursor ? { cursor } : {}) })
        .expect(200);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map((s: { id: string; status: string }) => `${s.id} ${s.status}`));
      cursor = body.nextCursor;
    } while (cursor);
    const expected = [5, 4, 3, 2, 1, 0].map((n) => `${records[n].id} ${n === 3 ? 'stopping' : 'completed'}`);
    expect(seen).toEqual([`${onlyLive} pending`, ...expected]);

    const query = { userEmail: owner, status: 'stopping', from: at(1), to: at(4) };
    const filtered = await http().get('/api/v1/submissions').query(query).expect(200);
    expect(filtered.body.items.map((s: { id: string }) => s.id)).toEqual([records[3].id]);
    for (const bad of [
      { status: 'done' },
      { limit: 0 },
      { limit: 'x' },
      { cursor: 'x' },
      { cursor: Buffer.from('{"datetime":"x","id":"y"}').toString('base64url') },
      { cursor: Buffer.from('{"datetime":"+275760-09-13T00:00:00.000Z","id":"y"}').toString('base64url') },
      { from: 'soon' },
      { a: 1 },
    ]) {
      await http().get('/api/v1/submissions').query(bad).expect(400);
    }
  });

  it('lists what has just ended as ended, before its record says so', async () => {
    const userEmail = `${randomUUID()}@example.org`;
    const id = randomUUID();
    await gateway.records.upsertMany('submissions', [submissionDocument(id, 'active', { userEmail })]);
    gateway.scheduler.known.set(id, liveSubmission(id, 'completed', { userEmail }));
    const ids = async (status: string): Promise<string[]> => {
      const { body } = await http().get('/api/v1/submissions').query({ userEmail, status }).expect(200);
      return body.items.map((s: { id: string }) => s.id);
    };
    expect(await ids('completed')).toEqual([id]);
    expect(await ids('active')).toEqual([]);
  });

  it('tells executors', async () => {
    const { body } = await http().get('/api/v1/executors').expect(200);
    expect(body).toEqual({ items: [] });
  });
});

describe('parts of a submission', () => {
  const id = randomUUID();
  const assayId = assayIdOf(id, 'nulldist');
  const base = `/api/v1/submissions/${id}`;

  beforeAll(async () => {
    const competitions: CompetitionDocument[] = [];
    const results: CompetitionResultDocument[] = [];
    for (let ordinal = 0; ordinal < 10_000; ordinal++) {
      const status = ordinal === 1 ? 'failed' : 'completed';
      const reason = ordinal === 1 ? { reason: 'said "no",\nthen left', logTail: 'tail' } : {};
      competitions.push(competitionDocument(id, ordinal, { status, ...reason }));
      if (ordinal !== 1) results.push(resultDocument(id, ordinal));
    }
    await gateway.records.upsertMany('submissions', [submissionDocument(id, 'completed')]);
    await gateway.records.upsertMany('assays', [assayDocument(id, { status: 'completed' })]);
    await gateway.records.upsertMany('competitions', competitions);
    await gateway.records.upsertMany('competitionResults', results);
    const assayResult = { thresholds: { deleterious: 1 } };
    await gateway.records.upsertMany('assayResults', [
      {
        id: assayId,
        version: 1,
        datetime: '2030-01-01T00:00:00.000Z',
        knockemRevision: 'a',
        knockemVersion: 'b',
        assayResult,
      },
    ]);
  });

  it('are its assays and results', async () => {
    const assays = await http().get(`${base}/assays`).expect(200);
    expect(assays.body).toMatchObject({ source: 'records', items: [{ id: assayId }] });
    const results = await http().get(`${base}/results`).expect(200);
    expect(results.body.items).toMatchObject([
      { id: assayId, assayType: 'nulldist', assayResult: { thresholds: { deleterious: 1 } } },
    ]);
    await http().get(`/api/v1/submissions/${randomUUID()}/results`).expect(404);
  });

  it('are its competitions, in pages and one by one', async () => {
    const page = await http().get(`${base}/competitions`).query({ limit: 2, assayId }).expect(200);
    expect(page.body.items).toMatchObject([
      { ordinal: 0, result: { numAlpha: 600 } },
      { ordinal: 1, status: 'failed' },
    ]);
    const next = { limit: 1, assayId, cursor: page.body.nextCursor };
    const second = await http().get(`${base}/competitions`).query(next).expect(200);
    expect(second.body.items).toMatchObject([{ ordinal: 2 }]);
    const failed = await http().get(`${base}/competitions`).query({ status: 'failed' }).expect(200);
    expect(failed.body.items).toHaveLength(1);

    const one = await http().get(`${base}/competitions/${assayId}/0`).expect(200);
    expect(one.body).toMatchObject({ competition: { ordinal: 0 }, result: { seed: 1 }, source: 'records' });
    await http().get(`${base}/competitions/${assayId}/10000`).expect(404);
    await http().get(`${base}/competitions/${assayId}/-1`).expect(400);
    await http().get(`${base}/competitions/${randomUUID()}/0`).expect(404);
  });

  it('explains a competition that has no record yet', async () => {
    const live = randomUUID();
    gateway.scheduler.known.set(live, liveSubmission(live));
    const liveAssay = assayIdOf(live, 'nulldist');
    const competitionId = competitionIdOf(liveAssay, 4);
    const why = {
      competitionId,
      status: 'pending',
      because: 'cap' as const,
      detail: 'x',
      since: '2030-01-01T00:00:00.000Z',
    };
    gateway.scheduler.explanations.set(`${liveAssay}/4`, why);
    const { body } = await http().get(`/api/v1/submissions/${live}/competitions/${liveAssay}/4`).expect(200);
    expect(body).toMatchObject({ competitionId, explanation: why, source: 'scheduler' });
  });

  it('is a flat table of all competitions', async () => {
    const { text, headers } = await http().get(`${base}/competitions.csv`).expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(10_000 + 1 + 1);
    expect(lines[0].startsWith('submissionId,assayId,assayType,ordinal,')).toBe(true);
    expect(lines[1]).toContain(',100,600,400,0.002,');
    expect(text).toContain('"said ""no"",\nthen left"');
  }, 30_000);

  it('is the same table as JSON, one line per competition, with lists and nulls', async () => {
    const { text, headers } = await http().get(`${base}/competitions.jsonl`).buffer().expect(200);
    expect(headers['content-type']).toBe('application/x-ndjson');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(10_000);
    expect(rows[0]).toMatchObject({ ordinal: 0, score: 0.002, knockoutSites: [1, 4], reason: null });
    expect(rows[1]).toMatchObject({ ordinal: 1, score: null, reason: 'said "no",\nthen left' });
    expect(Object.keys(rows[0])).toEqual(Object.keys(rows[1]));
  }, 30_000);

  it('keeps the tail of a failed container, and its whole log where there is a blob', async () => {
    const log = (n: number): Promise<Response> => http().get(`${base}/competitions/${assayId}/${n}/log`);
    const tail = await log(1);
    expect([tail.status, tail.text, tail.headers['knockem-log-source']]).toEqual([200, 'tail', 'record']);
    const { digest } = await gateway.bus.blobs.put(Buffer.from('the whole log'));
    const changed = competitionDocument(id, 1, { status: 'failed', logDigest: digest, version: 9 });
    await gateway.records.upsertMany('competitions', [changed]);
    expect((await log(1)).text).toBe('the whole log');
    expect((await log(0)).status).toBe(404);
  }, 20_000);

  it('follows the output of a running container, each byte once', async () => {
    const competitionId = competitionIdOf(assayId, 2);
    const subject = gateway.bus.subjects.containerLog(id, competitionId);
    const chunk = (offset: number, text: string, ended = false): void =>
      gateway.bus.publishCore(subject, { attemptId: 'a', offset, text, ended });
    const executor = gateway.bus.respond('containerlog.follow', (body) => {
      const asked = JSON.parse(Buffer.from(body).toString());
      if (asked.competitionId !== competitionId) return undefined;
      if (asked.followMs > 0) chunk(3, 'fo');
      return { attemptId: 'a', executorId: 'e', running: true, output: 'one', offset: 3 };
    });
    await gateway.bus.flush();
    const path = `${base}/competitions/${assayId}/2/log`;
    expect((await http().get(path)).text).toBe('one');
    const head = await fetch(`${gateway.url}${path}?follow=true`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, null]);
    const followed = await fetch(`${gateway.url}${path}?follow=true`);
    let text = '';
    for await (const bytes of followed.body!) {
      text += Buffer.from(bytes as Uint8Array).toString();
      // What was published before the answer has come; now one that overlaps it by a byte.
      if (text === 'onefo') chunk(4, 'our', true);
    }
    expect(text).toBe('onefour');
    await executor.stop();
  });
});

describe('the house', () => {
  it.each([
    ['GET', '/api/v1/nothing', 404],
    ['PUT', '/api/v1/submissions', 405],
    ['GET', '/%E0%A4%A', 400],
    ['DELETE', '/api/docs', 405],
  ])('answers %s %s with a problem document, status %i', async (method, path, status) => {
    const answer = await fetch(gateway.url + path, { method });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await answer.json()).toMatchObject({
      status,
      type: expect.any(String),
      detail: expect.any(String),
    });
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET/);
  });

  it.each([
    ['malformed JSON', 'application/json', '{"a":', 400],
    ['a JSON scalar', 'application/json', '7', 400],
    ['a form', 'application/x-www-form-urlencoded', 'a=b', 415],
    ['text where JSON is taken', 'text/plain', 'a', 415],
    ['an unknown charset', 'application/json; charset=klingon', '{}', 415],
    ['a hostile key', 'application/json', '{"__proto__":{"a":1},"constructor":{"b":2},"toString":3}', 400],
    ['3 MB of JSON', 'application/json', JSON.stringify({ a: 'x'.repeat(3_000_000) }), 413],
  ])('refuses %s', async (_name, type, body, status) => {
    const headers = { 'content-type': type };
    const answer = await fetch(`${gateway.url}/api/v1/submissions`, { method: 'POST', headers, body });
    const problem = (await answer.json()) as { status: number };
    expect([answer.status, problem.status]).toEqual([status, status]);
  });

  it('shows its API, with headers that are safe, and its health', async () => {
    const page = await http().get('/api/docs').expect(200);
    expect(page.text).toContain('swagger-ui');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['x-powered-by']).toBeUndefined();
    const { body } = await http().get('/api/docs-json').expect(200);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/api/v1/genomes', '/api/v1/submissions/{submissionId}/events']),
    );
    await http().get('/livez').expect(200);
    await http().get('/readyz').expect(200);
    await http().get('/metrics').expect(200);
  });
});
