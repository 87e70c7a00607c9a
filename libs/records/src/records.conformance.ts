import { randomUUID } from 'node:crypto';
import { COLLECTIONS, keyOf, type AnyDocument, type Collection } from '#contracts';
import {
  aCompetition,
  aGenome,
  aSubmission,
  anAssay,
  anAssayResult,
  competitionsOf,
  resultOf,
} from './builders.conformance';
import { describeRemoval } from './removal.conformance';
import type { Page, RecordReader, RecordWriter } from './types';

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
  let store: RecordStoreUnderTest;
  let writer: RecordWriter;
  let reader: RecordReader;

  beforeAll(async () => {
    store = await open();
    ({ writer, reader } = store);
    await writer.prepare();
  }, 120_000);
  afterAll(async () => {
    await store?.dispose();
  });

  const put = (collection: Collection, ...documents: AnyDocument[]): ReturnType<RecordWriter['upsertMany']> =>
    writer.upsertMany(collection, documents);
  const someone = (): string => `${randomUUID()}@example.org`;

  async function allPages<T>(ask: (cursor?: string) => Promise<Page<T>>): Promise<T[][]> {
    const pages: T[][] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(cursor);
      pages.push([...page.documents]);
      cursor = page.next;
    } while (cursor !== undefined);
    return pages;
  }

  describe('documents', () => {
    const competition = aCompetition({ reason: 'exit 1', logTail: 'boom', logDigest: 'b'.repeat(64) });
    const oneOfEach: Record<Collection, AnyDocument> = {
      genomes: aGenome({ numSites: 3 }),
      submissions: aSubmission({
        summary: { additive: { sites: 5 } },
        concludedAt: '2026-03-02T00:00:00.000Z',
      }),
      assays: anAssay({ competitionIDs: [randomUUID()] }),
      assayResults: anAssayResult({ resultDigest: 'c'.repeat(64) }),
      competitions: competition,
      competitionResults: resultOf(competition),
    };

    it.each([...COLLECTIONS])('come back as they were written: %s', async (collection) => {
      const document = oneOfEach[collection];
      await put(collection, document);
      expect(await reader.get(collection, keyOf(collection, document))).toEqual(document);
    });

    it('come back with all their sites, thousands or none', async () => {
      for (const knockoutSites of [Array.from({ length: 3900 }, (_, k) => k + 100), [99_999], []]) {
        const each = aCompetition({ knockoutSites });
        await put('competitions', each);
        await put('competitionResults', resultOf(each));
        expect((await reader.get('competitions', each.id))!.knockoutSites).toEqual(knockoutSites);
        expect((await reader.get('competitionResults', each.id))!.knockoutSites).toEqual(knockoutSites);
      }
    });

    it('that were never written are not there', async () => {
      expect(await reader.get('submissions', randomUUID())).toBeUndefined();
      expect(await reader.getMany('assays', [randomUUID()])).toEqual([]);
      expect(await reader.getMany('assays', [])).toEqual([]);
    });

    it('keep what is empty empty, and what is absent absent', async () => {
      const assay = anAssay({ containerEnv: {}, dependsOnAssayIds: [] });
      await put('assays', assay);
      const read = await reader.get('assays', assay.id);
      expect(read).toEqual(assay);
      expect(Object.keys(read!)).not.toContain('competitionIDs');
    });

    it('keep any text: other scripts, emoji, quotes, line ends, dots and dollars in names', async () => {
      const genome = aGenome({ genomeContent: 'Ωμέγα 🧬\r\n"quoted"\t\u2028 \\ \u0001 end' });
      const result = anAssayResult({
        assayResult: { 'p.99': 1, $share: 0.5, größe: 'ß', deep: { 'a.b': ['🧬'] } },
      });
      await put('genomes', genome);
      await put('assayResults', result);
      expect(await reader.get('genomes', genome.genomeId)).toEqual(genome);
      expect(await reader.get('assayResults', result.id)).toEqual(result);
    });

    it('may be as large as a genome gets', async () => {
      const genome = aGenome({ genomeContent: 'acgt'.repeat(3_750_000), size: 15_000_000 });
      await put('genomes', genome);
      expect((await reader.get('genomes', genome.genomeId))?.genomeContent?.length).toBe(15_000_000);
      expect((await writer.storedGenome(genome.genomeId))?.genomeContent?.length).toBe(15_000_000);
    });

    it('of one id may stand in two collections', async () => {
      const assay = anAssay();
      await put('assays', assay);
      await put('assayResults', anAssayResult({ id: assay.id }));
      expect((await reader.get('assays', assay.id))?.assayType).toBe('nulldist');
      expect((await reader.get('assayResults', assay.id))?.assayResult).toBeDefined();
    });
  });

  describe('versions', () => {
    it('a repetition changes nothing', async () => {
      const submission = aSubmission();
      expect(await put('submissions', submission)).toEqual({ written: 1, stale: 0 });
      expect(await put('submissions', submission)).toEqual({ written: 0, stale: 1 });
      expect(await reader.get('submissions', submission.id)).toEqual(submission);
    });

    it('the newest wins in any order of arrival, across epochs too', async () => {
      const id = randomUUID();
      const versions = [5, 2, 2 ** 40 + 1, 9, 2 ** 42 + 3, 2 ** 40 + 7];
      for (const version of versions)
        await put('submissions', aSubmission({ id, version, seed: version % 1000 }));
      expect((await reader.get('submissions', id))?.version).toBe(2 ** 42 + 3);
    });

    it('the newest wins among duplicates of one batch, and the rest of the batch is written', async () => {
      const id = randomUUID();
      const other = aSubmission();
      const count = await put(
        'submissions',
        aSubmission({ id, version: 2 }),
        aSubmission({ id, version: 7, reason: 'newest' }),
        other,
        aSubmission({ id, version: 3 }),
        aSubmission({ id, version: 7 }),
      );
      expect((await reader.get('submissions', id))?.reason).toBe('newest');
      expect(await reader.get('submissions', other.id)).toEqual(other);
      expect(count.written + count.stale).toBe(5);
    });

    it('a batch of new, newer, same and older documents writes what is new and newer', async () => {
      const [a, b, c, d] = [1, 2, 3, 4].map((seed) => aSubmission({ version: 5, seed }));
      await put('submissions', a, b, c);
      const newer = { ...b, version: 6, reason: 'newer' };
      expect(await put('submissions', a, newer, { ...c, version: 4, reason: 'older' }, d)).toEqual({
        written: 2,
        stale: 2,
      });
      const read = await reader.getMany('submissions', [a.id, b.id, c.id, d.id]);
      expect(read.sort((x, y) => x.seed - y.seed)).toEqual([a, newer, c, d]);
    });

    it('a newer document replaces the whole older one', async () => {
      const competition = aCompetition({ status: 'failed', reason: 'exit 3', logTail: 'boom', version: 1 });
      const { reason: _r, logTail: _l, ...again } = competition;
      await put('competitions', competition);
      await put('competitions', { ...again, status: 'pending', version: 2 });
      expect(await reader.get('competitions', competition.id)).toEqual({
        ...again,
        status: 'pending',
        version: 2,
      });
    });

    it('a deletion hides a document and a late older version does not bring it back', async () => {
      const assayId = randomUUID();
      const competition = aCompetition({ assayId, version: 4 });
      await put('competitions', competition);
      await put('competitions', { ...competition, version: 6, deletedAt: '2026-03-03T00:00:00.000Z' });
      await put('competitions', { ...competition, version: 5 });
      expect(await reader.get('competitions', competition.id)).toBeUndefined();
      expect(await reader.getMany('competitions', [competition.id])).toEqual([]);
      expect(await reader.competitionAt(assayId, 0)).toBeUndefined();
      expect((await reader.competitions({ assayId }, { limit: 10 })).documents).toEqual([]);
    });

    it('a deletion may come before the document', async () => {
      const genome = aGenome({ version: 1 });
      await put('genomes', { ...genome, version: 2, deletedAt: '2026-03-03T00:00:00.000Z' });
      expect(await put('genomes', genome)).toEqual({ written: 0, stale: 1 });
      expect(await reader.get('genomes', genome.genomeId)).toBeUndefined();
    });
  });

  describe('submissions', () => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();

    it('are listed newest first, in pages, those of one instant too', async () => {
      const userEmail = someone();
      const all = [0, 1, 2, 2, 2, 3, 4].map((minute) => aSubmission({ userEmail, datetime: at(minute) }));
      await put('submissions', ...all);
      const pages = await allPages((cursor) => reader.submissions({ userEmail }, { limit: 3, cursor }));
      expect(pages.map((p) => p.length)).toEqual([3, 3, 1]);
      const listed = pages.flat();
      expect(listed.map((s) => s.datetime)).toEqual([4, 3, 2, 2, 2, 1, 0].map(at));
      expect(new Set(listed.map((s) => s.id)).size).toBe(7);
    });

    it('can be filtered by user, status and time', async () => {
      const userEmail = someone();
      const done = aSubmission({ userEmail, datetime: at(10), status: 'completed' });
      const early = aSubmission({ userEmail, datetime: at(5) });
      const late = aSubmission({ userEmail, datetime: at(20) });
      await put('submissions', done, early, late, aSubmission({ userEmail: someone() }));
      const idsOf = async (filter: Parameters<RecordReader['submissions']>[0]): Promise<string[]> =>
        (await reader.submissions({ userEmail, ...filter }, { limit: 10 })).documents.map((s) => s.id);
      expect(await idsOf({})).toEqual([late.id, done.id, early.id]);
      expect(await idsOf({ status: 'completed' })).toEqual([done.id]);
      expect(await idsOf({ from: at(10) })).toEqual([late.id, done.id]);
      expect(await idsOf({ to: at(10) })).toEqual([early.id]);
      expect(await idsOf({ from: at(6), to: at(20), status: 'active' })).toEqual([]);
    });

    it('added while somebody pages neither repeat nor hide others', async () => {
      const userEmail = someone();
      const before = [1, 2, 3, 4].map((minute) => aSubmission({ userEmail, datetime: at(minute) }));
      await put('submissions', ...before);
      const first = await reader.submissions({ userEmail }, { limit: 2 });
      await put('submissions', aSubmission({ userEmail, datetime: at(9) }));
      const second = await reader.submissions({ userEmail }, { limit: 2, cursor: first.next });
      const listed = [...first.documents, ...second.documents].map((s) => s.id);
      expect(listed).toEqual(before.map((s) => s.id).reverse());
      expect(second.next).toBeUndefined();
    });

    it('with a cursor that was never given out are refused', async () => {
      for (const cursor of ['nonsense', Buffer.from('["a",1]').toString('base64url'), '']) {
        const asked = reader.submissions({}, { limit: 1, cursor });
        await expect(asked).rejects.toMatchObject({ name: 'KnockemError', code: 'invalid' });
      }
    });
  });

  it("genomes are listed by user without their content, and the deleted aren't", async () => {
    const userEmail = someone();
    const genomes = [1, 2, 3].map((day) => aGenome({ userEmail, datetime: `2026-03-0${day}T00:00:00.000Z` }));
    await put('genomes', ...genomes, aGenome({ userEmail, deletedAt: '2026-03-03T00:00:00.000Z' }));
    const pages = await allPages((cursor) => reader.genomes(userEmail, { limit: 2, cursor }));
    expect(pages.map((page) => page.map((g) => g.genomeId))).toEqual([
      [genomes[2].genomeId, genomes[1].genomeId],
      [genomes[0].genomeId],
    ]);
    expect(Object.keys(pages[0][0])).not.toContain('genomeContent');
    expect((await reader.genomes(undefined, { limit: 1 })).documents).toHaveLength(1);
  });

  it('assays of a submission come in the order in which they were made', async () => {
    const submissionId = randomUUID();
    const made = [3, 1, 2].map((minute) =>
      anAssay({ submissionId, datetime: `2026-03-01T00:0${minute}:00.000Z` }),
    );
    await put('assays', ...made, anAssay());
    expect((await reader.assays(submissionId)).map((a) => a.id)).toEqual([
      made[1].id,
      made[2].id,
      made[0].id,
    ]);
  });

  describe('competitions', () => {
    it('are paged by assay and ordinal and filtered by assay, status and ordinals', async () => {
      const submissionId = randomUUID();
      const [first, second] = [randomUUID(), randomUUID()].sort();
      const ofFirst = competitionsOf(first, submissionId, 5);
      const ofSecond = competitionsOf(second, submissionId, 4);
      ofSecond[1] = { ...ofSecond[1], status: 'failed', reason: 'exit 1' };
      await put('competitions', ...[...ofSecond, ...ofFirst].reverse());
      const pages = await allPages((cursor) => reader.competitions({ submissionId }, { limit: 4, cursor }));
      expect(pages.map((p) => p.length)).toEqual([4, 4, 1]);
      expect(pages.flat()).toEqual([...ofFirst, ...ofSecond]);
      const ordinals = async (filter: object): Promise<number[]> =>
        (await reader.competitions({ assayId: second, ...filter }, { limit: 10 })).documents.map(
          (c) => c.ordinal,
        );
      expect(await ordinals({})).toEqual([0, 1, 2, 3]);
      expect(await ordinals({ status: 'failed' })).toEqual([1]);
      expect(await ordinals({ fromOrdinal: 1, toOrdinal: 2 })).toEqual([1, 2]);
      expect(await ordinals({ fromOrdinal: 0, toOrdinal: 0 })).toEqual([0]);
      expect(await ordinals({ submissionId: randomUUID() })).toEqual([]);
    });

    it('added while somebody pages come later in order', async () => {
      const [assayId, submissionId] = [randomUUID(), randomUUID()];
      await put('competitions', ...competitionsOf(assayId, submissionId, 4));
      const first = await reader.competitions({ assayId }, { limit: 3 });
      await put('competitions', ...competitionsOf(assayId, submissionId, 3, 4));
      const second = await reader.competitions({ assayId }, { limit: 10, cursor: first.next });
      expect(second.documents.map((c) => c.ordinal)).toEqual([3, 4, 5, 6]);
    });

    it('can be had by id and by assay and ordinal', async () => {
      const competition = aCompetition({ ordinal: 41 });
      await put('competitions', competition);
      expect(await reader.get('competitions', competition.id)).toEqual(competition);
      expect(await reader.competitionAt(competition.assayId, 41)).toEqual(competition);
      expect(await reader.competitionAt(competition.assayId, 42)).toBeUndefined();
    });

    it('of everybody are not listed', async () => {
      await expect(reader.competitions({}, { limit: 1 })).rejects.toMatchObject({ code: 'invalid' });
    });

    it('have results, by competition and by pages of an assay', async () => {
      const [assayId, submissionId] = [randomUUID(), randomUUID()];
      const results = competitionsOf(assayId, submissionId, 5).map((c) => resultOf(c));
      await put('competitionResults', ...results);
      expect(await reader.get('competitionResults', results[2].id)).toEqual(results[2]);
      const pages = await allPages((cursor) => reader.competitionResults(assayId, { limit: 2, cursor }));
      expect(pages.map((p) => p.length)).toEqual([2, 2, 1]);
      expect(pages.flat()).toEqual([...results].sort((a, b) => (a.id < b.id ? -1 : 1)));
    });

    it(`stream with their results, ${streamed} of them, in order`, async () => {
      const [assayId, submissionId] = [randomUUID(), randomUUID()];
      for (let from = 0; from < streamed; from += 500) {
        const chunk = competitionsOf(assayId, submissionId, 500, from);
        chunk[499] = { ...chunk[499], status: 'failed', reason: 'exit 1' };
        await put('competitions', ...chunk);
        await put('competitionResults', ...chunk.slice(0, 499).map((c) => resultOf(c, { seed: c.ordinal })));
      }
      let next = 0;
      let withResult = 0;
      for await (const { competition, result } of reader.competitionRows({ submissionId })) {
        if (competition.ordinal !== next++) throw new Error(`${competition.ordinal} came after ${next - 2}`);
        if (result && result.seed === competition.ordinal) withResult++;
      }
      expect({ next, withResult }).toEqual({ next: streamed, withResult: streamed - streamed / 500 });
    }, 300_000);
  });

  describeRemoval(() => store);

  describe('position', () => {
    it('is what was stored last, for writer and reader', async () => {
      const first = {
        streamSequence: 7,
        streamCreated: '2026-03-01T00:00:00.123456789Z',
        storedAt: '2026-03-02T00:00:00.123Z',
      };
      await writer.setPosition(first);
      expect(await writer.position()).toEqual(first);
      const last = { streamSequence: 3, streamCreated: '2026-03-05T00:00:00.5Z' };
      await writer.setPosition(last);
      expect(await writer.position()).toEqual(last);
      expect(await reader.position()).toEqual(last);
    });
  });

  it('answers a ping from both sides', async () => {
    await expect(writer.ping()).resolves.toBeUndefined();
    await expect(reader.ping()).resolves.toBeUndefined();
  });
}
