import type { Messaging, StreamState } from '#messaging';
import type { RelayMarks } from '../../application/relay-marks';
import type { SqliteOutbox } from '../sqlite/outbox';

/**
 * Publishes marked documents. Before the first round, and after every reconnect, it looks whether RECORDS still is the
 * stream that it published to: one made anew, or set back to before what we published, gets everything unconfirmed
 * again.
 */
export class Relay {
  private isStreamKnown = false;

  constructor(
    private readonly marks: RelayMarks,
    private readonly outbox: SqliteOutbox,
    private readonly messaging: Messaging,
    private readonly onAgain: (sentence: string) => void,
  ) {}

  /** The connection was away: what the server kept is not known. */
  doubtStream(): void {
    this.isStreamKnown = false;
  }

  async round(): Promise<boolean> {
    if (!this.isStreamKnown) await this.checkStream();
    return this.marks.round();
  }

  private async checkStream(): Promise<void> {
    const state = await this.recordsState();
    const confirmed = this.outbox.recordsPosition();
    const anew = confirmed.created !== null && confirmed.created !== state.created;
    const highest = this.outbox.highestPublished();
    if (anew || highest > state.lastSequence) {
      const again = this.outbox.unpublishAfter(anew ? 0 : Math.min(confirmed.sequence, state.lastSequence));
      this.onAgain(
        anew
          ? `RECORDS was made anew (${state.created}); ${again} marks are published again`
          : `RECORDS ends at ${state.lastSequence}, before ${highest}: it was set back; ${again} marks are published again`,
      );
    }
    if (confirmed.created !== state.created) this.outbox.setRecordsPosition(0, state.created);
    else if (confirmed.sequence > state.lastSequence)
      this.outbox.setRecordsPosition(state.lastSequence, state.created);
    this.isStreamKnown = true;
  }

  /** A store that was lost has no streams until somebody makes them. */
  private async recordsState(): Promise<StreamState> {
    try {
      return await this.messaging.streamState('records');
    } catch {
      await this.messaging.ensureStreams();
      return this.messaging.streamState('records');
    }
  }
}
