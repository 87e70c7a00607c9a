import { parseJournalSubject, readMessage, schemaProblem, SCHEMA_HEADER } from '#contracts';
import type { JournalSubject, MessageOf, SchemaName, Subjects } from '#contracts';
import type { StoredMessage } from '#messaging';
import type { JournalEntry } from '../../application/journal-entry';
import type { AskedRound } from '../../application/recover';
import type { RefusedMessage } from './dead-letters';

export type JournalReading = { readonly entry: JournalEntry } | { readonly refused: RefusedMessage };

type Read<T> = { readonly body: T } | { readonly refused: RefusedMessage };

/**
 * From a stored message to what the use case applies. Whatever a stranger can publish is held as hostile: schema (a
 * plain publish may leave out its header), types and bounds, and the id in the subject equals the id in the body.
 * Our own plan requests pass: they are for the planner.
 */
export function readJournalMessage(subjects: Subjects, message: StoredMessage): JournalReading {
  const subject = parseJournalSubject(subjects.root, message.subject);
  if (!subject) return refuse(message, 'unknown-subject', [`no message is expected on ${message.subject}`]);
  if (subject.kind === 'planRequest') return { entry: planRequestEntry(message) };
  const reading = readBody(message, subject);
  const asked = 'entry' in reading ? runmodeOf(reading.entry) : undefined;
  if (asked === undefined || asked === subjects.runmode) return reading;
  return refuse(message, 'wrong-runmode', [
    `it asks for runmode ${asked}; this stack is ${subjects.runmode}`,
  ]);
}

const runmodeOf = ({ message }: JournalEntry): string | undefined =>
  message.kind === 'submission.create' || message.kind === 'genome.create'
    ? message.body.knockemRunmode
    : undefined;

/** An entry without effect: only the position moves. */
export const passOver = ({ sequence, storedAt }: StoredMessage): JournalEntry => ({
  sequence,
  storedAt,
  message: { kind: 'pass' },
});

/** Read only where it is of use, since most of the journal is requests. */
const planRequestEntry = ({ sequence, storedAt, body }: StoredMessage): JournalEntry => ({
  sequence,
  storedAt,
  message: { kind: 'planRequest', read: () => askedRound(body) },
});

function askedRound(body: Uint8Array): AskedRound | undefined {
  const request = readMessage('plan.request.v1', body);
  if (!request.ok) return undefined;
  const { assayId, round, asked, results, resultsTotal, nextOrdinal } = request.value;
  return assayId === undefined || asked === undefined
    ? undefined
    : { assayId, round, asked, results, resultsTotal, nextOrdinal };
}

function readBody(
  message: StoredMessage,
  subject: Exclude<JournalSubject, { kind: 'planRequest' }>,
): JournalReading {
  const entry = (content: JournalEntry['message']): JournalReading => ({
    entry: { sequence: message.sequence, storedAt: message.storedAt, message: content },
  });
  if (subject.kind === 'plan') {
    const plan = read(message, 'plan.v1', { submissionId: subject.submissionId, assayId: subject.assayId });
    return 'refused' in plan ? plan : entry({ kind: 'plan', body: plan.body });
  }
  if (subject.kind === 'genome') {
    const ids = { genomeId: subject.genomeId };
    if (subject.verb === 'create') {
      const create = read(message, 'genome.create.v1', ids);
      return 'refused' in create ? create : entry({ kind: 'genome.create', body: create.body });
    }
    const remove = read(message, 'genome.delete.v1', ids);
    return 'refused' in remove ? remove : entry({ kind: 'genome.delete', body: remove.body });
  }
  const kind = `submission.${subject.verb}` as const;
  const command = read(message, `${kind}.v1`, { submissionId: subject.submissionId });
  return 'refused' in command ? command : entry({ kind, body: command.body } as JournalEntry['message']);
}

/** Validates a body, and that each id in the subject is the body's. */
function read<S extends SchemaName>(
  message: StoredMessage,
  schema: S,
  ids: Readonly<Record<string, string | undefined>>,
): Read<MessageOf<S>> {
  const header = headerOf(message, SCHEMA_HEADER);
  const wrongSchema = schemaProblem(schema, header);
  if (wrongSchema) return refuse(message, 'unknown-schema', [wrongSchema]);
  const read = readMessage(schema, message.body, header);
  if (!read.ok)
    return refuse(
      message,
      'malformed',
      read.problems.map((p) => `${p.field}: ${p.message}`.replace(/^: /, '')),
    );
  const body = read.value as unknown as Record<string, unknown>;
  const differing = Object.entries(ids).filter(([field, id]) => body[field] !== id);
  if (differing.length > 0)
    return refuse(
      message,
      'wrong-subject',
      differing.map(
        ([field, id]) => `${field} is ${String(body[field])} in the body and ${id ?? '-'} in the subject`,
      ),
    );
  return { body: read.value };
}

/** Header names are case-insensitive where strangers write them. */
const headerOf = (message: StoredMessage, name: string): string | undefined =>
  Object.entries(message.headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

const refuse = (
  message: StoredMessage,
  reason: string,
  problems: readonly string[],
): { readonly refused: RefusedMessage } => ({ refused: { message, reason, problems } });
