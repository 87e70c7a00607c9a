import type { RecorderPosition } from '#contracts';
import type { SqliteOutbox } from '../sqlite/outbox';

/** Time that a mark stays after the record store has it: what a crashed nats-server may have forgotten is younger. */
export const KEEP_CONFIRMED_MS = 600_000;

/**
 * Asks the recorder how far it is and deletes the marks that lie behind it. Without an answer nothing is deleted: the
 * table of marks grows to at most one mark per document.
 */
export class Confirmer {
  constructor(
    private readonly outbox: SqliteOutbox,
    private readonly ask: () => Promise<RecorderPosition>,
    private readonly nowMs: () => number,
    private readonly keepMs = KEEP_CONFIRMED_MS,
  ) {}

  async round(): Promise<boolean> {
    const { streamSequence, streamCreated } = await this.ask();
    const known = this.outbox.recordsPosition();
    if (known.created !== streamCreated) return false;
    if (streamSequence > known.sequence) this.outbox.setRecordsPosition(streamSequence, streamCreated);
    let deleted: number;
    do {
      deleted = this.outbox.deleteConfirmed(streamSequence, this.nowMs() - this.keepMs);
      await new Promise(setImmediate);
    } while (deleted > 0);
    return false;
  }
}
