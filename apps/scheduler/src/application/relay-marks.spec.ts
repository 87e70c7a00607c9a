import { MAX_CHUNK, MAX_MESSAGE_BYTES, type AnyDocument } from '#contracts';
import { RelayMarks } from './relay-marks';
import type { Mark, Outbox, OutgoingBatch, Rendered, Renderer } from './marks';

const markOf = (owner: number, more: Partial<Mark> = {}): Mark => ({
  collection: 'competitions',
  owner,
  first: 0,
  last: 0,
  version: owner,
  ...more,
});

class MemoryOutbox implements Outbox {
  readonly sequences = new Map<Mark, number>();
  dropped: Mark[] = [];

  constructor(public marks: Mark[]) {}

  unpublished = (limit: number) => ({
    marks: this.marks.slice(0, limit),
    more: this.marks.length > limit,
  });
  published = (marks: readonly Mark[], sequence: number): void => {
    for (const mark of marks) this.sequences.set(mark, sequence);
    this.marks = this.marks.filter((mark) => !marks.includes(mark));
  };
  drop = (marks: readonly Mark[]): void => {
    this.dropped.push(...marks);
    this.marks = this.marks.filter((mark) => !marks.includes(mark));
  };
}

class Stream {
  readonly batches: OutgoingBatch[] = [];
  inFlight = 0;
  mostInFlight = 0;
  fails = false;

  publish = async (batch: OutgoingBatch): Promise<number> => {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    await new Promise(setImmediate);
    this.inFlight--;
    if (this.fails) throw new Error('no answer from the stream');
    this.batches.push(batch);
    return this.batches.length;
  };
}

const rendererOf = (render: Renderer['render']): Renderer => ({ render, begin: () => undefined });

const documentsOf =
  (perMark: number, padding = '') =>
  (mark: Mark): Rendered[] => [
    {
      collection: 'competitions',
      submissionId: `s${mark.owner % 2}`,
      documents: Array.from(
        { length: perMark },
        (_, k) => ({ id: `${mark.owner}/${k}`, padding }) as unknown as AnyDocument,
      ),
    },
  ];

describe('relaying marks', () => {
  it('packs documents by collection and submission, and marks them published at the ack', async () => {
    const outbox = new MemoryOutbox([1, 2, 3, 4].map((owner) => markOf(owner)));
    const stream = new Stream();
    await new RelayMarks(outbox, rendererOf(documentsOf(1)), stream).round();
    expect(stream.batches.map((batch) => [batch.submissionId, batch.documents.length])).toEqual([
      ['s1', 2],
      ['s0', 2],
    ]);
    expect(outbox.marks).toEqual([]);
    expect(outbox.sequences.size).toBe(4);
  });

  it('holds few megabytes, of however many submissions the marks are', async () => {
    const outbox = new MemoryOutbox(Array.from({ length: 60 }, (_, k) => markOf(k)));
    const stream = new Stream();
    let rendered = 0;
    let mostWaiting = 0;
    const padding = 'x'.repeat(1000);
    const render = (mark: Mark): Rendered[] => {
      rendered++;
      const arrived = new Set(stream.batches.map(({ submissionId }) => submissionId)).size;
      mostWaiting = Math.max(mostWaiting, rendered - arrived);
      const [{ collection, documents }] = documentsOf(400, padding)(mark);
      return [{ collection, documents, submissionId: `s${mark.owner}` }];
    };
    await new RelayMarks(outbox, rendererOf(render), stream).round();
    // 0.4 MB each: twenty fill up, sixteen are under way.
    expect(mostWaiting).toBeLessThan(40);
    expect(stream.batches).toHaveLength(60);
    expect(outbox.marks).toEqual([]);
  });

  it('splits a chunk that does not fit into one message; its mark is published with the last part', async () => {
    const chunk = markOf(1, { last: 1199 });
    const outbox = new MemoryOutbox([chunk]);
    const stream = new Stream();
    await new RelayMarks(outbox, rendererOf(documentsOf(1200)), stream).round();
    expect(stream.batches.map((batch) => batch.documents.length)).toEqual([MAX_CHUNK, MAX_CHUNK, 200]);
    expect(outbox.sequences.get(chunk)).toBe(3);
  });

  it('publishes a mark of two collections when both have arrived, though it comes in pages', async () => {
    const settled = markOf(1, { collection: 'settled', last: 1 });
    const pages = Array.from({ length: 4 }, (_, page): Rendered => {
      const [{ documents }] = documentsOf(200)(markOf(page));
      return { collection: page % 2 === 0 ? 'competitions' : 'competitionResults', documents };
    });
    const outbox = new MemoryOutbox([settled]);
    const stream = new Stream();
    await new RelayMarks(
      outbox,
      rendererOf(() => pages),
      stream,
    ).round();
    expect(stream.batches.map(({ collection, documents }) => [collection, documents.length])).toEqual([
      ['competitions', 400],
      ['competitionResults', 400],
    ]);
    expect(outbox.sequences.get(settled)).toBe(2);
  });

  it('keeps a message below its size', async () => {
    const outbox = new MemoryOutbox([markOf(1)]);
    const stream = new Stream();
    await new RelayMarks(outbox, rendererOf(documentsOf(30, 'x'.repeat(50_000))), stream).round();
    const sizes = stream.batches.map((batch) => batch.texts.join(',').length);
    expect(sizes.length).toBe(3);
    expect(Math.max(...sizes)).toBeLessThan(MAX_MESSAGE_BYTES);
  });

  it('drops a mark whose row has gone', async () => {
    const outbox = new MemoryOutbox([markOf(1)]);
    await new RelayMarks(
      outbox,
      rendererOf(() => []),
      new Stream(),
    ).round();
    expect(outbox.dropped).toHaveLength(1);
  });

  it('has at most 16 under way', async () => {
    const outbox = new MemoryOutbox(Array.from({ length: 60 }, (_, owner) => markOf(owner, { last: 499 })));
    const stream = new Stream();
    await new RelayMarks(outbox, rendererOf(documentsOf(500)), stream).round();
    expect(stream.mostInFlight).toBeLessThanOrEqual(16);
    expect(outbox.marks).toEqual([]);
  });

  it('leaves marks unpublished when the stream does not answer, and says so', async () => {
    const outbox = new MemoryOutbox([markOf(1), markOf(2)]);
    const stream = new Stream();
    stream.fails = true;
    await expect(new RelayMarks(outbox, rendererOf(documentsOf(1)), stream).round()).rejects.toThrow(
      'no answer',
    );
    expect(outbox.marks).toHaveLength(2);
    stream.fails = false;
    await new RelayMarks(outbox, rendererOf(documentsOf(1)), stream).round();
    expect(outbox.marks).toEqual([]);
  });
});
