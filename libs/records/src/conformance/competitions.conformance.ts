import { randomUUID } from 'node:crypto';
import { aCompetition, anAssay, competitionsOf, resultOf } from '../builders.conformance';
import { allPages, type OpenStore } from './open-store.conformance';

/** In which the streaming test writes what it walks; each has one competition without a result. */
const BATCHES = 20;

/** Competitions and their results, in pages and streamed: `streamed` of them. Part of describeRecords. */
export function describeCompetitions(store: OpenStore, streamed: number): void {
  describe('competitions', () => {
    it('are paged by assay and ordinal and filtered by assay, status and ordinals', async () => {
      const submissionId = randomUUID();
      const [first, second] = [randomUUID(), randomUUID()].sort();
      const ofFirst = competitionsOf(first, submissionId, 5);
      const ofSecond = competitionsOf(second, submissionId, 4);
      ofSecond[1] = { ...ofSecond[1], status: 'failed', reason: 'exit 1' };
      await store.put('competitions', ...[...ofSecond, ...ofFirst].reverse());
      const pages = await allPages((cursor) =>
        store.reader.competitions({ submissionId }, { limit: 4, cursor }),
      );
      expect(pages.map((p) => p.length)).toEqual([4, 4, 1]);
      expect(pages.flat()).toEqual([...ofFirst, ...ofSecond]);
      const ordinals = async (filter: object): Promise<number[]> =>
        (await store.reader.competitions({ assayId: second, ...filter }, { limit: 10 })).documents.map(
          (c) => c.ordinal,
        );
      expect(await ordinals({})).toEqual([0, 1, 2, 3]);
      expect(await ordinals({ status: 'failed' })).toEqual([1]);
      expect(await ordinals({ fromOrdinal: 1, toOrdinal: 2 })).toEqual([1, 2]);
      expect(await ordinals({ fromOrdinal: 0, toOrdinal: 0 })).toEqual([0]);
      expect(await ordinals({ submissionId: randomUUID() })).toEqual([]);
    });

    it('of one state are paged along all assays of a submission, and those of others are left out', async () => {
      const submissionId = randomUUID();
      const assayIds = [randomUUID(), randomUUID(), randomUUID()].sort();
      await store.put('assays', ...assayIds.map((id) => anAssay({ id, submissionId })));
      const all = assayIds.flatMap((id) => competitionsOf(id, submissionId, 4));
      const failed = all.map((c) => (c.ordinal % 2 === 0 ? { ...c, status: 'failed' as const } : c));
      const others = competitionsOf(assayIds[1], randomUUID(), 9, 6).map((c) => ({
        ...c,
        status: 'failed' as const,
      }));
      await store.put('competitions', ...failed, ...others);
      const page = (limit: number) => (cursor?: string) =>
        store.reader.competitions({ submissionId, status: 'failed' }, { limit, cursor });
      const wanted = failed.filter(({ status }) => status === 'failed');
      for (const limit of [1, 2, 3, 6]) expect((await allPages(page(limit))).flat()).toEqual(wanted);
    });

    it('added while somebody pages come later in order', async () => {
      const [assayId, submissionId] = [randomUUID(), randomUUID()];
      await store.put('competitions', ...competitionsOf(assayId, submissionId, 4));
      const first = await store.reader.competitions({ assayId }, { limit: 3 });
      await store.put('competitions', ...competitionsOf(assayId, submissionId, 3, 4));
      const second = await store.reader.competitions({ assayId }, { limit: 10, cursor: first.next });
      expect(second.documents.map((c) => c.ordinal)).toEqual([3, 4, 5, 6]);
    });

    it('can be had by id and by assay and ordinal', async () => {
      const competition = aCompetition({ ordinal: 41 });
      await store.put('competitions', competition);
      expect(await store.reader.get('competitions', competition.id)).toEqual(competition);
      expect(await store.reader.competitionAt(competition.assayId, 41)).toEqual(competition);
      expect(await store.reader.competitionAt(competition.assayId, 42)).toBeUndefined();
    });

    it('of everybody are not listed', async () => {
      await expect(store.reader.competitions({}, { limit: 1 })).rejects.toMatchObject({ code: 'invalid' });
    });

    it('have results, by competition and by pages of an assay', async () => {
      const [assayId, submissionId] = [randomUUID(), randomUUID()];
      const results = competitionsOf(assayId, submissionId, 5).map((c) => resultOf(c));
      await store.put('competitionResults', ...results);
      expect(await store.reader.get('competitionResults', results[2].id)).toEqual(results[2]);
      const pages = await allPages((cursor) =>
        store.reader.competitionResults(assayId, { limit: 2, cursor }),
      );
      expect(pages.map((p) => p.length)).toEqual([2, 2, 1]);
      expect(pages.flat()).toEqual([...results].sort((a, b) => (a.id < b.id ? -1 : 1)));
    });

    it(`stream with their results, ${streamed} of them, in order`, async () => {
      const [assayId, submissionId] = [randomUUID(), randomUUID()];
      // Small batches for a slow server: each write must be answered in time.
      const batchSize = streamed / BATCHES;
      for (let from = 0; from < streamed; from += batchSize) {
        const batch = competitionsOf(assayId, submissionId, batchSize, from);
        const failed = { ...batch[0], status: 'failed' as const, reason: 'exit 1' };
        const completed = batch.slice(1);
        await store.put('competitions', failed, ...completed);
        await store.put('competitionResults', ...completed.map((c) => resultOf(c, { seed: c.ordinal })));
      }
      let next = 0;
      let withResult = 0;
      for await (const { competition, result } of store.reader.competitionRows({ submissionId })) {
        if (competition.ordinal !== next++) throw new Error(`${competition.ordinal} came after ${next - 2}`);
        if (result && result.seed === competition.ordinal) withResult++;
      }
      expect({ next, withResult }).toEqual({ next: streamed, withResult: streamed - BATCHES });
    }, 300_000);
  });
}
