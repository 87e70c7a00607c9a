import { randomUUID } from 'node:crypto';
import { aGenome, aSubmission, anAssay } from '../builders.conformance';
import { someone, allPages, type OpenStore } from './open-store.conformance';
import type { RecordReader } from '../types';

/** Submissions, genomes and assays as they are listed. Part of describeRecords. */
export function describeLists(store: OpenStore): void {
  describe('submissions', () => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();

    it('are listed newest first, in pages, those of one instant too', async () => {
      const userEmail = someone();
      const all = [0, 1, 2, 2, 2, 3, 4].map((minute) => aSubmission({ userEmail, datetime: at(minute) }));
      await store.put('submissions', ...all);
      const pages = await allPages((cursor) => store.reader.submissions({ userEmail }, { limit: 3, cursor }));
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
      await store.put('submissions', done, early, late, aSubmission({ userEmail: someone() }));
      const idsOf = async (filter: Parameters<RecordReader['submissions']>[0]): Promise<string[]> =>
        (await store.reader.submissions({ userEmail, ...filter }, { limit: 10 })).documents.map((s) => s.id);
      expect(await idsOf({})).toEqual([late.id, done.id, early.id]);
      expect(await idsOf({ status: 'completed' })).toEqual([done.id]);
      expect(await idsOf({ from: at(10) })).toEqual([late.id, done.id]);
      expect(await idsOf({ to: at(10) })).toEqual([early.id]);
      expect(await idsOf({ from: at(6), to: at(20), status: 'active' })).toEqual([]);
    });

    it('added while somebody pages neither repeat nor hide others', async () => {
      const userEmail = someone();
      const before = [1, 2, 3, 4].map((minute) => aSubmission({ userEmail, datetime: at(minute) }));
      await store.put('submissions', ...before);
      const first = await store.reader.submissions({ userEmail }, { limit: 2 });
      await store.put('submissions', aSubmission({ userEmail, datetime: at(9) }));
      const second = await store.reader.submissions({ userEmail }, { limit: 2, cursor: first.next });
      const listed = [...first.documents, ...second.documents].map((s) => s.id);
      expect(listed).toEqual(before.map((s) => s.id).reverse());
      expect(second.next).toBeUndefined();
    });

    it('with a cursor that was never given out are refused', async () => {
      for (const cursor of ['nonsense', Buffer.from('["a",1]').toString('base64url'), '']) {
        const asked = store.reader.submissions({}, { limit: 1, cursor });
        await expect(asked).rejects.toMatchObject({ name: 'KnockemError', code: 'invalid' });
      }
    });
  });

  it("genomes are listed by user without their content, and the deleted aren't", async () => {
    const userEmail = someone();
    const genomes = [1, 2, 3].map((day) => aGenome({ userEmail, datetime: `2026-03-0${day}T00:00:00.000Z` }));
    await store.put('genomes', ...genomes, aGenome({ userEmail, deletedAt: '2026-03-03T00:00:00.000Z' }));
    const pages = await allPages((cursor) => store.reader.genomes(userEmail, { limit: 2, cursor }));
    expect(pages.map((page) => page.map((g) => g.genomeId))).toEqual([
      [genomes[2].genomeId, genomes[1].genomeId],
      [genomes[0].genomeId],
    ]);
    expect(Object.keys(pages[0][0])).not.toContain('genomeContent');
    expect((await store.reader.genomes(undefined, { limit: 1 })).documents).toHaveLength(1);
  });

  it('assays of a submission come in the order in which they were made', async () => {
    const submissionId = randomUUID();
    const made = [3, 1, 2].map((minute) =>
      anAssay({ submissionId, datetime: `2026-03-01T00:0${minute}:00.000Z` }),
    );
    await store.put('assays', ...made, anAssay());
    expect((await store.reader.assays(submissionId)).map((a) => a.id)).toEqual([
      made[1].id,
      made[2].id,
      made[0].id,
    ]);
  });
}
