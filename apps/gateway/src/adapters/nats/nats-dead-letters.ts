import { isDeadLetter } from '#contracts';
import type { Messaging, StoredMessage } from '#messaging';
import type { DeadLetterBox, KeptLetter } from '../../application/dead-letters';
import { answering } from '../answering';

/** Headers that speak to the broker about one publish: they must not be sent again with another. */
const OF_ONE_PUBLISH = /^nats-/i;

/** The DEAD stream, and the journal for what is replayed. */
export class NatsDeadLetters implements DeadLetterBox {
  constructor(private readonly messaging: Messaging) {}

  async firstFrom(sequence: number, service?: string): Promise<KeptLetter | undefined> {
    const filter = this.messaging.subjects.all.dead(service);
    const stored = await answering(
      'stream of dead letters',
      this.messaging.firstFrom('dead', sequence, filter),
    );
    return stored && keptLetter(stored);
  }

  discard(sequence: number): Promise<boolean> {
    return answering('stream of dead letters', this.messaging.discard('dead', sequence));
  }

  async replay(subject: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<number> {
    const kept = Object.entries(headers).filter(([name]) => !OF_ONE_PUBLISH.test(name));
    const options = { headers: Object.fromEntries(kept) };
    return (await answering('journal', this.messaging.publish(subject, body, options))).sequence;
  }

  isCommand(subject: string): boolean {
    return this.messaging.subjects.isOpenCommand(subject);
  }
}

function keptLetter({ sequence, body, storedAt }: StoredMessage): KeptLetter {
  const raw = Buffer.from(body);
  try {
    const letter: unknown = JSON.parse(raw.toString('utf8'));
    return { sequence, raw, storedAt, ...(isDeadLetter(letter) ? { letter } : {}) };
  } catch {
    return { sequence, raw, storedAt };
  }
}
