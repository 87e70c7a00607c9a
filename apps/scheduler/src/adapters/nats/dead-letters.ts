import { deadLetter } from '#contracts';
import type { Messaging, StoredMessage } from '#messaging';

export interface RefusedMessage {
  readonly message: StoredMessage;
  /** One word for the subject. */
  readonly reason: string;
  /** Sentences for a person. */
  readonly problems: readonly string[];
}

/** Copies journal messages that cannot be applied to DEAD, with the reason. At least once; known by stream sequence. */
export class DeadLetters {
  constructor(
    private readonly messaging: Messaging,
    private readonly wallTime: () => string,
  ) {}

  async send({ message, reason, problems }: RefusedMessage): Promise<void> {
    const letter = deadLetter(message, { service: 'scheduler', reason, problems, at: this.wallTime() });
    await this.messaging.publish(this.messaging.subjects.dead('scheduler', token(reason)), letter, {
      schema: 'dead.v1',
      messageId: `dead:scheduler:${message.storedAt}:${message.sequence}`,
    });
  }
}

const token = (reason: string): string => reason.toLowerCase().replace(/[^a-z0-9-]+/g, '-') || 'refused';
