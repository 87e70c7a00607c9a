import { randomUUID } from 'node:crypto';
import { COLLECTIONS, keyOf, type AnyDocument, type Collection } from '#contracts';
import {
  aCompetition,
  aGenome,
  aSubmission,
  anAssay,
  anAssayResult,
  resultOf,
} from '../builders.conformance';
import { type OpenStore } from './open-store.conformance';

/** Documents come back as they were written. Part of describeRecords. */
export function describeDocuments(store: OpenStore): void {
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
      await store.put(collection, document);
      expect(await store.reader.get(collection, keyOf(collection, document))).toEqual(document);
    });

    it('come back with all their sites, thousands or none', async () => {
      for (const knockoutSites of [Array.from({ length: 3900 }, (_, k) => k + 100), [99_999], []]) {
        const each = aCompetition({ knockoutSites });
        await store.put('competitions', each);
        await store.put('competitionResults', resultOf(each));
        expect((await store.reader.get('competitions', each.id))!.knockoutSites).toEqual(knockoutSites);
        expect((await store.reader.get('competitionResults', each.id))!.knockoutSites).toEqual(knockoutSites);
      }
    });

    it('that were never written are not there', async () => {
      expect(await store.reader.get('submissions', randomUUID())).toBeUndefined();
      expect(await store.reader.getMany('assays', [randomUUID()])).toEqual([]);
      expect(await store.reader.getMany('assays', [])).toEqual([]);
    });

    it('keep what is empty empty, and what is absent absent', async () => {
      const assay = anAssay({ containerEnv: {}, dependsOnAssayIds: [] });
      await store.put('assays', assay);
      const read = await store.reader.get('assays', assay.id);
      expect(read).toEqual(assay);
      expect(Object.keys(read!)).not.toContain('competitionIDs');
    });

    it('keep any text: other scripts, emoji, quotes, line ends, dots and dollars in names', async () => {
      const genome = aGenome({ genomeContent: 'Ωμέγα 🧬\r\n"quoted"\t\u2028 \\ \u0001 end' });
      const result = anAssayResult({
        assayResult: { 'p.99': 1, $share: 0.5, größe: 'ß', deep: { 'a.b': ['🧬'] } },
      });
      await store.put('genomes', genome);
      await store.put('assayResults', result);
      expect(await store.reader.get('genomes', genome.genomeId)).toEqual(genome);
      expect(await store.reader.get('assayResults', result.id)).toEqual(result);
    });

    it('may be as large as a genome gets', async () => {
      const genome = aGenome({ genomeContent: 'acgt'.repeat(3_750_000), size: 15_000_000 });
      await store.put('genomes', genome);
      expect((await store.reader.get('genomes', genome.genomeId))?.genomeContent?.length).toBe(15_000_000);
      expect((await store.writer.storedGenome(genome.genomeId))?.genomeContent?.length).toBe(15_000_000);
    });

    it('of one id may stand in two collections', async () => {
      const assay = anAssay();
      await store.put('assays', assay);
      await store.put('assayResults', anAssayResult({ id: assay.id }));
      expect((await store.reader.get('assays', assay.id))?.assayType).toBe('nulldist');
      expect((await store.reader.get('assayResults', assay.id))?.assayResult).toBeDefined();
    });
  });
}
