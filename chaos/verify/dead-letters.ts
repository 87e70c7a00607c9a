import type { DeadLetter } from '#contracts';
import type { Messaging } from '#messaging';
import { waitFor } from '#testing';
import type { Violations } from '../violation';

/** Bodies of messages that nobody can read, one for each service that reads stored messages. */
export const PLANTED = '{"planted": "by chaos"}';

const BURIED_MS = 60_000;

/**
 * Publishes what must become dead letters, and waits until they are: a strike may take back what the bus has stored.
 * Returns the subjects by which they are told apart.
 */
export async function plantDeadLetters(messaging: Messaging): Promise<ReadonlySet<string>> {
  const nobody = '00000000-0000-4000-8000-000000000000';
  const { subjects } = messaging;
  const planted = [
    subjects.submissionCommand('create', nobody),
    subjects.plan(nobody, nobody),
    subjects.documents('competitions', nobody),
  ];
  const keys = new Set<string>();
  for (const subject of planted) {
    await messaging.publish(subject, Buffer.from(PLANTED));
    keys.add(subject);
  }
  await waitFor(async () => (await messaging.streamState('dead')).lastSequence >= planted.length, {
    timeoutMs: BURIED_MS,
    message: 'the planted dead letters are dead letters',
  });
  return keys;
}

/**
 * All dead letters, at least once each (a service that died between the letter and its note writes it again). Allowed
 * beside the planted ones: commands of users that came too late, which the scheduler refuses.
 */
export async function checkDeadLetters(
  messaging: Messaging,
  planted: ReadonlySet<string>,
  commanded: ReadonlySet<string>,
  violations: Violations,
): Promise<number> {
  const letters = await readAll(messaging);
  for (const subject of planted) {
    if (!letters.some((letter) => letter.subject === subject))
      violations.add('what cannot be read becomes a dead letter', `none for ${subject}`);
  }
  for (const { subject, reason, problems, service } of letters) {
    if (planted.has(subject) || isRefusedCommand(subject, reason, commanded)) continue;
    violations.add('no dead letters', `${service}: ${reason}, ${subject}: ${problems.join('; ')}`);
  }
  return letters.length;
}

function isRefusedCommand(subject: string, reason: string, commanded: ReadonlySet<string>): boolean {
  const [, verb, submissionId] = /\.command\.submission\.(cancel|update|retry)\.([^.]+)$/.exec(subject) ?? [];
  return verb !== undefined && reason === 'conflict' && commanded.has(submissionId);
}

async function readAll(messaging: Messaging): Promise<DeadLetter[]> {
  const { lastSequence, firstSequence } = await messaging.streamState('dead');
  const letters: DeadLetter[] = [];
  if (lastSequence === 0) return letters;
  let seen = 0;
  const tail = await messaging.tail({
    stream: 'dead',
    filter: messaging.subjects.all.dead(),
    from: { sequence: firstSequence },
    onMessage: ({ sequence, body }) => {
      letters.push(JSON.parse(Buffer.from(body).toString('utf8')) as DeadLetter);
      seen = Math.max(seen, sequence);
    },
  });
  await waitFor(() => seen >= lastSequence, { timeoutMs: 20_000, message: 'all dead letters are read' });
  await tail.stop();
  return letters;
}
