import { createHash } from 'node:crypto';
import type { Messaging } from '#messaging';
import type { BatchPublisher, OutgoingBatch } from '../../application/relay-marks';
import type { StateEvents } from './state-events';

/**
 * Puts batches of documents on RECORDS; after submissions and assays, the events of what changed. The message id names
 * the exact versions, so that a batch repeated within the broker's window is stored once.
 */
export class DocumentPublisher implements BatchPublisher {
  constructor(
    private readonly messaging: Messaging,
    private readonly events: StateEvents,
  ) {}

  async publish(batch: OutgoingBatch): Promise<number> {
    const subject = this.messaging.subjects.documents(batch.collection, batch.submissionId);
    const body = `{"collection":"${batch.collection}","documents":[${batch.texts.join(',')}]}`;
    const { sequence } = await this.messaging.publish(subject, Buffer.from(body), {
      schema: 'doc.batch.v1',
      messageId: messageIdOf(batch),
    });
    await this.events.follow(batch);
    return sequence;
  }
}

/** Over the documents' text: a mark repeated after a lost stream, or rows that moved on, make another message. */
const messageIdOf = (batch: OutgoingBatch): string => {
  const hash = createHash('sha256');
  for (const text of batch.texts) hash.update(text).update('\n');
  return `doc:${batch.collection}:${hash.digest('hex').slice(0, 32)}`;
};
