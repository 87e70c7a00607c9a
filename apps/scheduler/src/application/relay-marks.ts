import { Flight } from './flight';
import type { BatchPublisher, Mark, Outbox, Rendered, Renderer } from './marks';

const MARKS_PER_ROUND = 2000;
/** Documents rendered before others get the event loop: about 5 ms. */
const RENDERED_AT_A_TIME = 100;

/**
 * From marks to documents on the stream: reads marks in the order of their versions, renders the rows of now, packs
 * them and publishes. At least once and in no order between batches: the version decides at the record store. A mark
 * becomes *published* when every batch that holds a document of it has its PubAck; a crash before that renders it again.
 */
export class RelayMarks {
  constructor(
    private readonly outbox: Outbox,
    private readonly renderer: Renderer,
    private readonly publisher: BatchPublisher,
  ) {}

  /** One round. True when there may be more. Rejects with the first failed publish, after all others have ended. */
  async round(): Promise<boolean> {
    const { marks, more } = this.outbox.unpublished(MARKS_PER_ROUND);
    if (marks.length === 0) return false;
    this.renderer.begin();
    const flight = new Flight(this.outbox, this.publisher);
    let rendered = 0;
    for (const [mark, documents] of this.rendered(marks, flight)) {
      flight.load(mark, documents);
      rendered += 1 + documents.documents.length;
      if (rendered < RENDERED_AT_A_TIME) continue;
      rendered = 0;
      await flight.room();
    }
    await flight.land();
    return more;
  }

  /** What is still to be loaded; nothing more after a failure. */
  private *rendered(marks: readonly Mark[], flight: Flight): Generator<[Mark, Rendered]> {
    for (const mark of marks) {
      for (const documents of this.renderer.render(mark)) {
        if (flight.failure) return;
        yield [mark, documents];
      }
      flight.complete(mark);
    }
  }
}
