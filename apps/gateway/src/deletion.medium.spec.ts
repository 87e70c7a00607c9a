// Real: nats-server, the embedded record file, HTTP. Scripted: the scheduler, which forgets what it is told to delete.
import { randomUUID } from 'node:crypto';
import { assayIdOf, type SubmissionState } from '#domain';
import type { Stoppable } from '#messaging';
import { expectNoLeaks, waitFor } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import {
  assayDocument,
  competitionDocument,
  liveSubmission,
  NO_COUNTERS,
  resultDocument,
  submissionDocument,
} from './adapters/testing/scripted-scheduler.conformance';

let gateway: GatewayUnderTest;
let forgetful: Stoppable;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
  forgetful = gateway.bus.subscribe(gateway.bus.subjects.submissionCommand('delete', '*'), ({ subject }) => {
    gateway.scheduler.known.delete(subject.split('.').at(-1) as string);
  });
  await gateway.bus.flush();
}, 60_000);
afterAll(async () => {
  await forgetful?.stop();
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const http = (): ReturnType<GatewayUnderTest['http']> => gateway.http();
const journalled = async (verb: 'delete', id: string): Promise<unknown> => {
  const stored = await gateway.bus.lastOn('journal', gateway.bus.subjects.submissionCommand(verb, id));
  return stored && JSON.parse(Buffer.from(stored.body).toString());
};

/** Known to the scheduler and recorded, with one result. */
async function known(status: SubmissionState, userEmail = 'ada@example.org'): Promise<string> {
  const id = randomUUID();
  gateway.scheduler.known.set(id, liveSubmission(id, status, { userEmail }));
  await gateway.records.upsertMany('submissions', [submissionDocument(id, status, { userEmail })]);
  await gateway.records.upsertMany('assays', [assayDocument(id, { status: 'completed' })]);
  await gateway.records.upsertMany('competitions', [competitionDocument(id, 0)]);
  await gateway.records.upsertMany('competitionResults', [resultDocument(id, 0)]);
  return id;
}

describe('DELETE of a submission', () => {
  it('hides it and everything of it at once, though the records still have it', async () => {
    const id = await known('completed');
    const path = `/api/v1/submissions/${id}`;
    await http().get(`${path}/competitions.csv`).expect(200);
    const { body } = await http().delete(path).query({ by: 'ada' }).expect(202);
    expect(body).toMatchObject({ submissionId: id, repeated: false });
    expect(await journalled('delete', id)).toEqual({ submissionId: id, by: 'ada' });
    const competition = `/competitions/${assayIdOf(id, 'nulldist')}/0`;
    for (const part of [
      '',
      '/assays',
      '/competitions',
      competition,
      '/results',
      '/report',
      '/competitions.csv',
      '/competitions.jsonl',
      '/competitions.parquet',
    ]) {
      await http().get(`${path}${part}`).expect(404);
    }
    await http().delete(path).expect(404);
    expect(await gateway.records.position()).toBeUndefined();
  });

  it('is refused while it lives, and while what is left of it is being stopped', async () => {
    const id = await known('active');
    const refused = await http().delete(`/api/v1/submissions/${id}`).expect(409);
    expect(refused.body.hint).toContain(`/api/v1/submissions/${id}/cancel`);
    const counters = { ...NO_COUNTERS, active: 2 };
    gateway.scheduler.known.set(id, liveSubmission(id, 'cancelled', { counters }));
    const stopping = await http().delete(`/api/v1/submissions/${id}`).expect(409);
    expect(stopping.body.detail).toContain('2 competitions are being stopped');
    expect(await journalled('delete', id)).toBeUndefined();
    await http().delete(`/api/v1/submissions/${randomUUID()}`).expect(404);
  });

  it('does not give its key or id to another', async () => {
    const request = {
      userEmail: 'ada@example.org',
      containerImage: 'lab/model:1',
      genomeContent: '0 1 2\n',
      assayTypes: ['imageCheck'],
    };
    const submit = (): ReturnType<ReturnType<typeof http>['post']> =>
      http().post('/api/v1/submissions').set('Idempotency-Key', 'once').send(request);
    const { submissionId } = (await submit().expect(202)).body;
    gateway.scheduler.known.set(submissionId, liveSubmission(submissionId, 'failed'));
    await http().delete(`/api/v1/submissions/${submissionId}`).expect(202);
    const again = await submit().expect(409);
    expect(again.body.detail).toContain('was deleted');
  });

  it('is possible on the bus, too', async () => {
    const submissionId = await known('failed');
    const asked = { submissionId, by: 'tool' };
    await expect(gateway.bus.request('submission.delete', asked, { timeoutMs: 5000 })).resolves.toMatchObject(
      { submissionId },
    );
    await http().get(`/api/v1/submissions/${submissionId}`).expect(404);
  });
});

describe('DELETE of a user', () => {
  it('is all or nothing: refused while one submission lives, then everything goes', async () => {
    const userEmail = `${randomUUID()}@example.org`;
    const ended = [await known('completed', userEmail), await known('failed', userEmail)];
    const live = await known('active', userEmail);
    const others = await known('completed');
    const path = `/api/v1/users/${userEmail}`;
    const refused = await http().delete(path).expect(409);
    expect(refused.body.problems).toEqual([{ field: 'submissionId', message: live }]);
    expect(await journalled('delete', ended[0])).toBeUndefined();

    gateway.scheduler.known.set(live, liveSubmission(live, 'cancelled', { userEmail }));
    const { body } = await http().delete(path).expect(202);
    expect(body).toEqual({ userEmail, submissions: 3, genomes: 0 });
    for (const id of [...ended, live]) await http().get(`/api/v1/submissions/${id}`).expect(404);
    await http().get(`/api/v1/submissions/${others}`).expect(200);
    await waitFor(async () => (await journalled('delete', live)) !== undefined);
    await http().delete('/api/v1/users/everybody').expect(400);
  });
});
