import type { DeadLetter } from '#contracts';
import type { Messaging, StoredMessage } from '#messaging';

const KEPT_BODY_BYTES = 256_000;

/** Keeps messages that hold no documents for a person, with the reason. At least once; known by stream sequence. */
export class DeadLetters {
  constructor(
    private readonly messaging: Messaging,
    private readonly wallTime: () => string,
  ) {}

  async send(message: StoredMessage, problems: readonly string[]): Promise<void> {
    const letter: DeadLetter = {
      service: 'recorder',
      reason: 'malformed',
      problems,
      subject: message.subject,
      streamSequence: message.sequence,
      headers: { ...message.headers },
      body: Buffer.from(message.body).subarray(0, KEPT_BODY_BYTES).toString('base64'),
      at: this.wallTime(),
    };
    await this.messaging.publish(this.messaging.subjects.dead('recorder', letter.reason), letter, {
      schema: 'dead.v1',
      messageId: `dead:recorder:${message.storedAt}:${message.sequence}`,
    });
  }
}
