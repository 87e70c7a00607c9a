// Real: nats-server with the journal and the dead letters, HTTP. Scripted: the scheduler's answers.
import { randomUUID } from 'node:crypto';
import { deadLetter } from '#contracts';
import { expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
}, 60_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const PATH = '/api/v1/dead-letters';
const http = (): ReturnType<GatewayUnderTest['http']> => gateway.http();
const cancel = Buffer.from('{"submissionId": "x"}');
const submissionId = randomUUID();
const cancelSubject = (): string => gateway.bus.subjects.submissionCommand('cancel', submissionId);

/** What a service does with a message that it cannot use; resolves to the letter's name. */
async function bury(service: string, subject: string, body = cancel): Promise<number> {
  const message = { subject, sequence: 7, headers: { 'Nats-Msg-Id': 'once', 'X-Tool': 'mine' }, body };
  const verdict = {
    service,
    reason: 'malformed',
    problems: ['by is missing'],
    at: '2030-01-01T00:00:00.000Z',
  };
  const { subjects } = gateway.bus;
  const letter = deadLetter(message, verdict);
  return (await gateway.bus.publish(subjects.dead(service, 'malformed'), letter)).sequence;
}

it('are listed oldest first, by page and by service, and read with their text', async () => {
  const letters = [
    await bury('scheduler', cancelSubject()),
    await bury('recorder', 'knockem-testing.doc.assays.-'),
    await bury('scheduler', cancelSubject()),
  ];
  const first = await http().get(PATH).query({ limit: 2 }).expect(200);
  expect(first.body.items.map(({ sequence }: { sequence: number }) => sequence)).toEqual(letters.slice(0, 2));
  const second = await http().get(PATH).query({ limit: 2, cursor: first.body.nextCursor }).expect(200);
  expect(second.body).toMatchObject({ items: [{ sequence: letters[2] }] });
  expect(second.body.nextCursor).toBeUndefined();
  const byService = await http().get(PATH).query({ service: 'recorder' }).expect(200);
  expect(byService.body.items).toHaveLength(1);
  const read = await http().get(`${PATH}/${letters[0]}`).expect(200);
  expect(read.body).toMatchObject({
    reason: 'malformed',
    problems: ['by is missing'],
    subject: cancelSubject(),
    size: cancel.length,
    text: cancel.toString(),
    isWhole: true,
  });
  for (const letter of letters) await http().delete(`${PATH}/${letter}`).expect(200);
  expect((await http().get(PATH).expect(200)).body).toEqual({ items: [] });
});

it('are replayed byte for byte onto their subject, once, and gone', async () => {
  const letter = await bury('scheduler', cancelSubject());
  const { body } = await http().post(`${PATH}/${letter}/replay`).expect(202);
  const replayed = await gateway.bus.lastOn('journal', cancelSubject());
  expect(replayed?.sequence).toBe(body.streamSequence);
  expect(Buffer.from(replayed?.body ?? [])).toEqual(cancel);
  expect(replayed?.headers).toEqual({ 'X-Tool': 'mine' });
  const again = await http().post(`${PATH}/${letter}/replay`).expect(404);
  expect(again.body.detail).toBe(`There is no dead letter ${letter}.`);
});

it('are not replayed when they are no commands, or were too large to keep, and stay', async () => {
  const document = await bury('recorder', 'knockem-testing.doc.assays.-');
  const plan = await bury('planner', gateway.bus.subjects.planRequest(submissionId));
  const large = await bury('scheduler', cancelSubject(), Buffer.alloc(300_000, 'x'));
  for (const letter of [document, plan]) {
    const refused = await http().post(`${PATH}/${letter}/replay`).expect(422);
    expect(refused.body.detail).toContain('only commands can be replayed');
  }
  const refused = await http().post(`${PATH}/${large}/replay`).expect(422);
  expect(refused.body.detail).toContain('was 300000 bytes');
  expect((await http().get(`${PATH}/${large}`).expect(200)).body.isWhole).toBe(false);
});

it('show what a stranger published among them, and let it be thrown away', async () => {
  const { sequence } = await gateway.bus.publish(
    gateway.bus.subjects.dead('x', 'y'),
    Buffer.from('\0no json'),
  );
  const read = await http().get(`${PATH}/${sequence}`).expect(200);
  expect(read.body).toMatchObject({ reason: 'unreadable', text: '\0no json', size: 8 });
  await http().delete(`${PATH}/${sequence}`).expect(200);
  await http().delete(`${PATH}/${sequence}`).expect(404);
});

it.each(['0', 'x', '1.5', '-1'])('are named by whole numbers: %s is refused', async (name) => {
  const refused = await http().get(`${PATH}/${name}`).expect(400);
  expect(refused.body.problems).toEqual([{ field: 'sequence', message: 'must be a whole number from 1' }]);
});
