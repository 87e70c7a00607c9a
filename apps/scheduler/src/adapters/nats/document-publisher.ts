import { hash } from 'node:crypto';
import type { Messaging } from '#messaging';
import type { BatchPublisher, OutgoingBatch } from '../../application/marks';
import type { DocumentTraces } from './document-traces';
import type { StateEvents } from './state-events';

/**
 * Puts batches of documents on RECORDS; after submissions and assays, the events of what changed. The message id names
 * the exact versions, so that a batch repeated within the broker's window is stored once.
 */
export class DocumentPublisher implements BatchPublisher {
  private highest = 0;

  /** `onSetBack`: a place in the stream was given a second time, so what was published before may be lost. */
  constructor(
    private readonly messaging: Messaging,
    private readonly events: StateEvents,
    private readonly onSetBack: () => void,
    /** Absent: nobody traces. */
    private readonly traces?: DocumentTraces,
  ) {}

  async publish(batch: OutgoingBatch): Promise<number> {
    const subject = this.messaging.subjects.documents(batch.collection, batch.submissionId);
    const body = Buffer.from(`{"collection":"${batch.collection}","documents":[${batch.texts.join(',')}]}`);
    const before = this.highest;
    const { sequence, duplicate } = await this.messaging.publish(subject, body, {
      schema: 'doc.batch.v1',
      messageId: messageIdOf(batch.collection, body),
    });
    const isSetBack = !duplicate && sequence <= before;
    this.highest = isSetBack ? sequence : Math.max(this.highest, sequence);
    if (isSetBack) this.onSetBack();
    await this.events.follow(batch);
    this.traces?.follow(batch);
    return sequence;
  }
}

/** Over the documents' text: a mark repeated after a lost stream, or rows that moved on, make another message. */
const messageIdOf = (collection: string, body: Buffer): string =>
  `doc:${collection}:${hash('sha256', body).slice(0, 32)}`;
