import { deadLetter } from '#contracts';
import type { Messaging, StoredMessage } from '#messaging';

/** Keeps messages that hold no documents for a person, with the reason. At least once; known by stream sequence. */
export class DeadLetters {
  constructor(
    private readonly messaging: Messaging,
    private readonly wallTime: () => string,
  ) {}

  async send(message: StoredMessage, problems: readonly string[]): Promise<void> {
    const letter = deadLetter(message, {
      service: 'recorder',
      reason: 'malformed',
      problems,
      at: this.wallTime(),
    });
    await this.messaging.publish(this.messaging.subjects.dead('recorder', letter.reason), letter, {
      schema: 'dead.v1',
      messageId: `dead:recorder:${message.storedAt}:${message.sequence}`,
    });
  }
}
