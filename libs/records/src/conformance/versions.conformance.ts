import { randomUUID } from 'node:crypto';
import { aCompetition, aGenome, aSubmission } from '../builders.conformance';
import { type OpenStore } from './open-store.conformance';

/** The newest version of a document wins. Part of describeRecords. */
export function describeVersions(store: OpenStore): void {
  describe('versions', () => {
    it('a repetition changes nothing', async () => {
      const submission = aSubmission();
      expect(await store.put('submissions', submission)).toEqual({ written: 1, stale: 0 });
      expect(await store.put('submissions', submission)).toEqual({ written: 0, stale: 1 });
      expect(await store.reader.get('submissions', submission.id)).toEqual(submission);
    });

    it('the newest wins in any order of arrival, across epochs too', async () => {
      const id = randomUUID();
      const versions = [5, 2, 2 ** 40 + 1, 9, 2 ** 42 + 3, 2 ** 40 + 7];
      for (const version of versions)
        await store.put('submissions', aSubmission({ id, version, seed: version % 1000 }));
      expect((await store.reader.get('submissions', id))?.version).toBe(2 ** 42 + 3);
    });

    it('the newest wins among duplicates of one batch, and the rest of the batch is written', async () => {
      const id = randomUUID();
      const other = aSubmission();
      const count = await store.put(
        'submissions',
        aSubmission({ id, version: 2 }),
        aSubmission({ id, version: 7, reason: 'newest' }),
        other,
        aSubmission({ id, version: 3 }),
        aSubmission({ id, version: 7 }),
      );
      expect((await store.reader.get('submissions', id))?.reason).toBe('newest');
      expect(await store.reader.get('submissions', other.id)).toEqual(other);
      expect(count.written + count.stale).toBe(5);
    });

    it('a batch of new, newer, same and older documents writes what is new and newer', async () => {
      const [a, b, c, d] = [1, 2, 3, 4].map((seed) => aSubmission({ version: 5, seed }));
      await store.put('submissions', a, b, c);
      const newer = { ...b, version: 6, reason: 'newer' };
      expect(await store.put('submissions', a, newer, { ...c, version: 4, reason: 'older' }, d)).toEqual({
        written: 2,
        stale: 2,
      });
      const read = await store.reader.getMany('submissions', [a.id, b.id, c.id, d.id]);
      expect(read.sort((x, y) => x.seed - y.seed)).toEqual([a, newer, c, d]);
    });

    it('a newer document replaces the whole older one', async () => {
      const competition = aCompetition({ status: 'failed', reason: 'exit 3', logTail: 'boom', version: 1 });
      const { reason: _r, logTail: _l, ...again } = competition;
      await store.put('competitions', competition);
      await store.put('competitions', { ...again, status: 'pending', version: 2 });
      expect(await store.reader.get('competitions', competition.id)).toEqual({
        ...again,
        status: 'pending',
        version: 2,
      });
    });

    it('a deletion hides a document and a late older version does not bring it back', async () => {
      const assayId = randomUUID();
      const competition = aCompetition({ assayId, version: 4 });
      await store.put('competitions', competition);
      await store.put('competitions', { ...competition, version: 6, deletedAt: '2026-03-03T00:00:00.000Z' });
      await store.put('competitions', { ...competition, version: 5 });
      expect(await store.reader.get('competitions', competition.id)).toBeUndefined();
      expect(await store.reader.getMany('competitions', [competition.id])).toEqual([]);
      expect(await store.reader.competitionAt(assayId, 0)).toBeUndefined();
      expect((await store.reader.competitions({ assayId }, { limit: 10 })).documents).toEqual([]);
    });

    it('a deletion may come before the document', async () => {
      const genome = aGenome({ version: 1 });
      await store.put('genomes', { ...genome, version: 2, deletedAt: '2026-03-03T00:00:00.000Z' });
      expect(await store.put('genomes', genome)).toEqual({ written: 0, stale: 1 });
      expect(await store.reader.get('genomes', genome.genomeId)).toBeUndefined();
    });
  });
}
