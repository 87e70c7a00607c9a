import { describeCompetitions } from './conformance/competitions.conformance';
import { describeDocuments } from './conformance/documents.conformance';
import { describeLists } from './conformance/lists.conformance';
import { OpenStore } from './conformance/open-store.conformance';
import { describeRemoval } from './conformance/removal.conformance';
import { describeVersions } from './conformance/versions.conformance';
import type { RecordReader, RecordWriter } from './types';

export interface RecordStoreUnderTest {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  dispose(): Promise<void>;
}

/**
 * What every record store must do. One store serves the whole suite, as in life; each test uses ids and users of its
 * own. Call it inside a describe of the adapter's medium spec. `streamed`: how many competitions the streaming test
 * walks.
 */
export function describeRecords(
  open: () => Promise<RecordStoreUnderTest>,
  { streamed = 10_000 }: { readonly streamed?: number } = {},
): void {
  let opened: RecordStoreUnderTest | undefined;
  const store = new OpenStore();

  beforeAll(async () => {
    opened = await open();
    store.writer = opened.writer;
    store.reader = opened.reader;
    await store.writer.prepare();
  }, 120_000);
  afterAll(async () => {
    await opened?.dispose();
  });

  describeDocuments(store);
  describeVersions(store);
  describeLists(store);
  describeCompetitions(store, streamed);
  describeRemoval(store);
  describePosition(store);
}

function describePosition(store: OpenStore): void {
  describe('position', () => {
    it('is what was stored last, for writer and reader', async () => {
      const first = {
        streamSequence: 7,
        streamCreated: '2026-03-01T00:00:00.123456789Z',
        storedAt: '2026-03-02T00:00:00.123Z',
      };
      await store.writer.setPosition(first);
      expect(await store.writer.position()).toEqual(first);
      const last = { streamSequence: 3, streamCreated: '2026-03-05T00:00:00.5Z' };
      await store.writer.setPosition(last);
      expect(await store.writer.position()).toEqual(last);
      expect(await store.reader.position()).toEqual(last);
    });
  });

  it('answers a ping from both sides', async () => {
    await expect(store.writer.ping()).resolves.toBeUndefined();
    await expect(store.reader.ping()).resolves.toBeUndefined();
  });
}
