import { Subjects } from '#contracts';
import type { StoredMessage } from '#messaging';
import { submissionCreate } from '#testing';
import { readJournalMessage } from './journal-message';

const subjects = new Subjects('testing');
const create = submissionCreate();

const stored = (subject: string, body: unknown, headers: Record<string, string> = {}): StoredMessage => ({
  subject,
  sequence: 7,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  storedAt: '2026-01-01T00:00:00.000Z',
});
const read = (message: StoredMessage): unknown => readJournalMessage(subjects, message);
const createSubject = subjects.submissionCommand('create', create.submissionId);

describe('reading a journal message', () => {
  it('reads a plain publish without header as version 1', () => {
    expect(read(stored(createSubject, create))).toMatchObject({
      entry: {
        sequence: 7,
        message: { kind: 'submission.create', body: { submissionId: create.submissionId } },
      },
    });
  });

  it.each([
    ['cancel', { by: 'ada' }],
    ['update', { by: 'ada', held: true }],
    ['retry', { by: 'ada' }],
  ] as const)('reads submission.%s', (verb, body) => {
    const subject = subjects.submissionCommand(verb, create.submissionId);
    expect(read(stored(subject, { submissionId: create.submissionId, ...body }))).toMatchObject({
      entry: { message: { kind: `submission.${verb}` } },
    });
  });

  it("passes over the scheduler's own requests to plan", () => {
    expect(read(stored(subjects.planRequest(create.submissionId), '…'))).toMatchObject({
      entry: { message: { kind: 'planRequest' } },
    });
  });

  it.each([
    ['malformed', 'is not JSON', stored(createSubject, '{')],
    ['malformed', 'unknown field', stored(createSubject, { ...create, maxCompetitonsFail: 3 })],
    ['malformed', 'must be a JSON object', stored(createSubject, 'null')],
    [
      'unknown-schema',
      'is of a newer knockem',
      stored(createSubject, create, { 'knockem-schema': 'submission.create.v9' }),
    ],
    ['unknown-subject', 'no message is expected', stored('knockem-testing.command.other.x', {})],
    [
      'wrong-subject',
      'in the subject',
      stored(subjects.submissionCommand('create', create.genomeIdAlpha), create),
    ],
    [
      'wrong-runmode',
      'this stack is testing',
      stored(createSubject, { ...create, knockemRunmode: 'production' }),
    ],
  ])('refuses as %s: %s', (reason, problem, message) => {
    expect(read(message)).toMatchObject({
      refused: { reason, problems: [expect.stringContaining(problem)], message: { sequence: 7 } },
    });
  });
});
