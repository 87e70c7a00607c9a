// Real: nats-server, the embedded record file, HTTP.
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import {
  assayDocument,
  competitionDocument,
  submissionDocument,
} from './adapters/testing/scripted-scheduler.conformance';

const id = randomUUID();
const assay = assayDocument(id, { status: 'completed' });
let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
  await gateway.records.upsertMany('submissions', [submissionDocument(id, 'completed')]);
  await gateway.records.upsertMany('assays', [assay]);
  const competitions = Array.from({ length: 20 }, (_, n) =>
    competitionDocument(id, n, { status: n % 2 === 0 ? 'completed' : 'cancelled' }),
  );
  await gateway.records.upsertMany('competitions', competitions);
}, 30_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const list = (query: object): request.Test =>
  request(gateway.url).get(`/api/v1/submissions/${id}/competitions`).query(query);
const ordinals = (body: { items: { ordinal: number }[] }): number[] => body.items.map((c) => c.ordinal);

describe('competitions from a place in their assay on', () => {
  it('begin there, and go on page by page', async () => {
    const query = { assayId: assay.id, status: 'completed', fromOrdinal: 11, limit: 2 };
    const first = await list(query).expect(200);
    expect(ordinals(first.body)).toEqual([12, 14]);
    const second = await list({ ...query, cursor: first.body.nextCursor }).expect(200);
    expect(ordinals(second.body)).toEqual([16, 18]);
    expect(second.body.nextCursor).toBeUndefined();
  });

  it('need the assay, and a place that can be', async () => {
    const { body } = await list({ fromOrdinal: 3 }).expect(400);
    expect(body.problems).toEqual([{ field: 'fromOrdinal', message: 'needs assayId' }]);
    await list({ assayId: assay.id, fromOrdinal: -1 }).expect(400);
    await list({ assayId: assay.id, fromOrdinal: 'x' }).expect(400);
  });
});
