// Real: nats-server, the embedded record file, HTTP. Scripted: the scheduler's answers.
import { randomUUID } from 'node:crypto';
import type { CompetitionAttempt } from '#contracts';
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

const placeOf = (id: string, ordinal: number): string =>
  `/api/v1/submissions/${id}/competitions/${assayIdOf(id, 'nulldist')}/${ordinal}`;

it('are told as the scheduler has them, each with its output', async () => {
  const id = randomUUID();
  const assayId = assayIdOf(id, 'nulldist');
  const { digest } = await gateway.bus.blobs.put(Buffer.from('no food left\n'));
  const ended = {
    executorId: 'here',
    outOfMemory: false,
    startedAt: '2030-01-01T00:00:02.000Z',
    durationMs: 1.5,
  };
  const granted = { grantedAt: '2030-01-01T00:00:01.000Z', warnings: [], outOfMemory: false };
  const attempts: CompetitionAttempt[] = [
    { ...granted, attempt: 1, attemptId: randomUUID(), state: 'lost', settled: false, executorId: 'away' },
    {
      ...{
        ...granted,
        ...ended,
        attempt: 2,
        attemptId: randomUUID(),
        state: 'container-error',
        settled: true,
      },
      ...{ exitCode: 3, reason: 'exited with code 3', logDigest: digest, imageDigest: 'sha256:c' },
    },
  ];
  gateway.scheduler.known.set(id, liveSubmission(id));
  const competitionId = competitionIdOf(assayId, 4);
  gateway.scheduler.attempts.set(`${assayId}/4`, { competitionId, numAttempts: 2, attempts });
  const { body } = await gateway
    .http()
    .get(`${placeOf(id, 4)}/attempts`)
    .expect(200);
  expect(body).toEqual({
    ...{ competitionId, numAttempts: 2, items: attempts, source: 'scheduler' },
    asOf: expect.any(String) as string,
  });

  const log = (query: object) =>
    gateway
      .http()
      .get(`${placeOf(id, 4)}/log`)
      .query(query);
  const kept = await log({ attempt: 2 }).expect(200);
  expect([kept.text, kept.headers['knockem-log-source']]).toEqual(['no food left\n', 'blob']);
  await log({ attempt: 3 }).expect(404);
  await log({ attempt: 0 }).expect(400);
  const both = await log({ attempt: 2, follow: true }).expect(400);
  expect(both.body.problems).toMatchObject([{ field: 'attempt' }]);
});

it('are told by the records when the scheduler has let them go', async () => {
  const id = randomUUID();
  await gateway.records.upsertMany('submissions', [submissionDocument(id, 'completed')]);
  await gateway.records.upsertMany('assays', [assayDocument(id, { status: 'completed' })]);
  await gateway.records.upsertMany('competitions', [competitionDocument(id, 0, { numAttempts: 2 })]);
  await gateway.records.upsertMany('competitionResults', [resultDocument(id, 0)]);
  const { body } = await gateway
    .http()
    .get(`${placeOf(id, 0)}/attempts`)
    .expect(200);
  expect(body).toMatchObject({
    ...{ numAttempts: 2, source: 'records' },
    items: [{ attempt: 2, state: 'succeeded', settled: true, durationMs: 1500 }],
  });
});

it('are those of a competition that is here', async () => {
  const id = randomUUID();
  await gateway
    .http()
    .get(`${placeOf(id, 0)}/attempts`)
    .expect(404);
  gateway.scheduler.known.set(id, liveSubmission(id));
  await gateway
    .http()
    .get(`${placeOf(id, 0)}/attempts`)
    .expect(404);
  await gateway.http().get(`/api/v1/submissions/${id}/competitions/${randomUUID()}/0/attempts`).expect(404);
  await gateway
    .http()
    .get(`${placeOf(id, 0)}x/attempts`)
    .expect(400);
});
