// Real: nats-server, the embedded record file, HTTP. Counted: rows on their way from the record file to the client.
import { randomUUID } from 'node:crypto';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { RECORD_READER, type RecordReader } from '#records';
import { expectNoLeaks, waitFor } from '#testing';
import { OpenStreams } from './adapters/http/open-streams';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import {
  assayDocument,
  competitionDocument,
  resultDocument,
  submissionDocument,
} from './adapters/testing/scripted-scheduler.conformance';

const SMALL = 10_000;
const LARGE = 100_000;
/** Every tenth is completed and has a result to be joined; more would only make the spec slower to prepare. */
const COMPLETED = 10;
/** A page of the record file (500 and one to look ahead), the table's own queues, and room for larger pages. */
const MOST_ROWS_HELD = 2000;
/** What a socket that nobody reads takes before it is full: the kernel's buffers, some MB, at about 300 bytes a row. */
const MOST_ROWS_UNREAD = LARGE / 3;

let gateway: GatewayUnderTest;
const counts = { read: 0, written: 0, mostHeld: 0, response: undefined as ServerResponse | undefined };

beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
  countRowsRead(gateway.service.app.get<RecordReader>(RECORD_READER, { strict: false }));
  gateway.service.app.getHttpServer().prependListener('request', countRowsWritten);
}, 30_000);
afterAll(async () => {
  jest.restoreAllMocks();
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});
beforeEach(() => Object.assign(counts, { read: 0, written: 0, mostHeld: 0 }));

function countRowsRead(reader: RecordReader): void {
  const competitions = reader.competitions.bind(reader);
  jest.spyOn(reader, 'competitions').mockImplementation(async (filter, page) => {
    const answer = await competitions(filter, page);
    counts.read += answer.documents.length;
    counts.mostHeld = Math.max(counts.mostHeld, counts.read - counts.written);
    return answer;
  });
}

function countRowsWritten(_: IncomingMessage, response: ServerResponse): void {
  counts.response = response;
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  response.write = (chunk: Buffer, ...rest: unknown[]) => {
    for (const byte of chunk) if (byte === 0x0a) counts.written += 1;
    return write(chunk, ...rest);
  };
}

/** A submission with this many competitions on record. */
async function recorded(numRows: number): Promise<string> {
  const id = randomUUID();
  await gateway.records.upsertMany('submissions', [submissionDocument(id, 'completed')]);
  await gateway.records.upsertMany('assays', [assayDocument(id, { status: 'completed' })]);
  for (let from = 0; from < numRows; from += 5000) {
    const ordinals = Array.from({ length: 5000 }, (_row, i) => from + i);
    const completed = (ordinal: number): boolean => ordinal % COMPLETED === 0;
    const competitions = ordinals.map((n) =>
      competitionDocument(id, n, { status: completed(n) ? 'completed' : 'cancelled' }),
    );
    await gateway.records.upsertMany('competitions', competitions);
    const results = ordinals.filter(completed).map((n) => resultDocument(id, n));
    await gateway.records.upsertMany('competitionResults', results);
  }
  return id;
}

const download = (id: string): Promise<IncomingMessage> =>
  new Promise((answered, failed) => {
    get(`${gateway.url}/api/v1/submissions/${id}/competitions.csv`, answered).on('error', failed);
  });

/** Lines after the heading; throws when one is missing, twice, or in the wrong place. */
async function readRows(table: AsyncIterable<Buffer>): Promise<number> {
  let rest = '';
  let rows = -1;
  for await (const chunk of table) {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) {
      if (rows >= 0 && line.split(',')[3] !== String(rows)) throw new Error(`row ${rows} is: ${line}`);
      rows += 1;
    }
  }
  return rows;
}

const nothingOpen = (): Promise<boolean> =>
  waitFor(() => gateway.service.app.get(OpenStreams).size === 0, { message: 'the download is over' });

describe('the table of a large submission', () => {
  let large: string;
  beforeAll(async () => void (large = await recorded(LARGE)), 300_000);

  it('is held a page at a time, however long it is, and read no faster than the client reads', async () => {
    expect(await readRows(await download(await recorded(SMALL)))).toBe(SMALL);
    expect([counts.read, counts.written]).toEqual([SMALL, SMALL + 1]);
    expect(counts.mostHeld).toBeLessThan(MOST_ROWS_HELD);

    Object.assign(counts, { read: 0, written: 0, mostHeld: 0 });
    const answer = await download(large);
    await stalled();
    expect(counts.read).toBeLessThan(MOST_ROWS_UNREAD);
    expect(await readRows(answer)).toBe(LARGE);
    expect([counts.read, counts.written]).toEqual([LARGE, LARGE + 1]);
    expect(counts.mostHeld).toBeLessThan(MOST_ROWS_HELD);
    await nothingOpen();
  }, 300_000);

  it('is not read to its end for a client that has left', async () => {
    const answer = await download(large);
    await stalled();
    answer.destroy();
    await nothingOpen();
    expect(counts.read).toBeLessThan(MOST_ROWS_UNREAD);
  }, 120_000);
});

/** The socket is full, and for some looks in a row nothing has been read from the records. */
async function stalled(): Promise<void> {
  let [seen, looks] = [0, 0];
  await waitFor(
    () => {
      looks = counts.response?.writableNeedDrain && counts.read === seen ? looks + 1 : 0;
      seen = counts.read;
      return looks >= 5;
    },
    { timeoutMs: 60_000, message: 'the gateway waits for the client' },
  );
}
