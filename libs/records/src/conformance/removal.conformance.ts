import { randomUUID } from 'node:crypto';
import type { AnyDocument } from '#contracts';
import {
  aGenome,
  aSubmission,
  anAssay,
  anAssayResult,
  competitionsOf,
  resultOf,
} from '../builders.conformance';
import { type OpenStore } from './open-store.conformance';

/** Documents go: with their submission, or with age. Part of describeRecords. */
export function describeRemoval(store: OpenStore): void {
  describe('what belongs to a deleted submission', () => {
    it('goes with its content, and late older versions of it do not come back', async () => {
      const assay = anAssay();
      const { submissionId } = assay;
      const [first] = competitionsOf(assay.id, submissionId, 1);
      const others = competitionsOf(randomUUID(), randomUUID(), 1);
      await store.put('assays', assay);
      await store.put('assayResults', anAssayResult({ id: assay.id }));
      await store.put('competitions', first, ...others);
      await store.put('competitionResults', resultOf(first), resultOf(others[0]));
      const deletion = { version: 1_000_000, deletedAt: '2030-01-01T00:00:00.000Z' };
      await store.put('submissions', { id: submissionId, ...deletion } as AnyDocument);
      for (let again = 0; again < 2; again++) await store.writer.eraseParts(submissionId, deletion);
      await store.put('competitions', first);
      await store.put('competitionResults', resultOf(first));
      await store.put('assays', assay);

      expect(await store.reader.assays(submissionId)).toEqual([]);
      expect(await store.reader.get('assayResults', assay.id)).toBeUndefined();
      expect((await store.reader.competitions({ submissionId }, { limit: 10 })).documents).toEqual([]);
      expect((await store.reader.competitionResults(assay.id, { limit: 10 })).documents).toEqual([]);
      expect(await store.reader.get('competitions', others[0].id)).toBeDefined();
      expect(await store.reader.get('competitionResults', others[0].id)).toBeDefined();
    });
  });

  describe('names of blobs', () => {
    it('are told of genomes, results and competitions, until these are deleted', async () => {
      const digest = (): string => randomUUID().replaceAll('-', '').repeat(2);
      const [ofGenome, ofResult, ofLog, ofNobody] = [digest(), digest(), digest(), digest()];
      const assay = anAssay();
      const [competition] = competitionsOf(assay.id, assay.submissionId, 1);
      await store.put('genomes', aGenome({ digest: ofGenome }));
      await store.put('assayResults', anAssayResult({ resultDigest: ofResult }));
      await store.put('competitions', { ...competition, logDigest: ofLog });
      const asked = [ofNobody, ofLog, ofResult, ofGenome];
      const told = await store.writer.namedBlobs(asked);
      expect(told.sort()).toEqual([ofGenome, ofResult, ofLog].sort());
      const deletion = { version: 1_000_000, deletedAt: '2030-01-01T00:00:00.000Z' };
      await store.put('assays', assay);
      await store.writer.eraseParts(assay.submissionId, deletion);
      expect((await store.writer.namedBlobs(asked)).sort()).toEqual([ofGenome, ofResult].sort());
    });
  });

  describe('retention', () => {
    it('removes deletions past their time, and what is old where an age is given', async () => {
      const userEmail = `${randomUUID()}@example.org`;
      const [old, fresh] = ['1999-01-01T00:00:00.000Z', '2000-06-01T00:00:00.000Z'];
      const gone = aSubmission({ userEmail, deletedAt: old, version: 2 });
      const lately = aSubmission({ userEmail, deletedAt: fresh, version: 2 });
      const aged = aSubmission({ userEmail, datetime: old });
      await store.put('submissions', gone, lately, aged);
      const deletedBefore = '2000-01-01T00:00:00.000Z';
      expect(await store.writer.removeExpired({ deletedBefore }, 100)).toBe(1);
      expect(await store.reader.get('submissions', aged.id)).toEqual(aged);
      expect(await store.put('submissions', { ...gone, version: 1, deletedAt: undefined })).toMatchObject({
        written: 1,
      });
      expect(await store.put('submissions', { ...lately, version: 1, deletedAt: undefined })).toMatchObject({
        stale: 1,
      });
      expect(await store.writer.removeExpired({ deletedBefore, datetimeBefore: deletedBefore }, 100)).toBe(1);
      expect(await store.reader.get('submissions', aged.id)).toBeUndefined();
    });

    it('takes no more than its limit at a time', async () => {
      const deletedAt = '1990-01-01T00:00:00.000Z';
      await store.put('genomes', ...[1, 2, 3].map(() => aGenome({ deletedAt })));
      await store.put('assays', anAssay({ deletedAt }));
      const limits = { deletedBefore: '1990-02-01T00:00:00.000Z' };
      const taken = [];
      for (let i = 0; i < 4; i++) taken.push(await store.writer.removeExpired(limits, 2));
      expect(taken).toEqual([2, 2, 0, 0]);
    });
  });
}
