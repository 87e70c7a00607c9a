/** Real: the C++ compiler, the competitor's program, the archive. */
import { drawGenome, exactCounts, knockoutEffect, noisyCounts, seededRandom } from '#science';
import { keepsTheContract, UnpackedImage } from '../example-image.conformance';
import { genomeText } from './genome-text';

const genome = drawGenome(
  { numSites: 60, numCritical: 3, numAdditive: 20, numSets: 5, setSize: 4, overlapping: true },
  seededRandom(7),
);
const image = new UnpackedImage('explicit-model', genomeText(genome));

keepsTheContract(image, 60);

describe('competes with the counts of libs/science', () => {
  const cases = [[], [0], genome.criticalSites, genome.sets[0].sites, genome.sets.flatMap((s) => s.sites)];

  test.each(cases.map((sites, seed) => ({ sites, seed })))('$sites', ({ sites, seed }) => {
    const effect = knockoutEffect(genome, sites);
    const sameGenome = sites.length === 0;
    const beta = image.knockOut(sites);
    expect(image.compete(beta, seed)).toEqual(exactCounts({ effect, sameGenome, seed }));
    expect(image.compete(beta, seed, image.genome, { EXPLICIT_MODEL_VARIANT: 'noisy' })).toEqual(
      noisyCounts({ effect }, seededRandom(seed)),
    );
    expect(image.compete(image.genome, 1, beta)).toEqual(
      exactCounts({ effect: -effect, sameGenome, seed: 1 }),
    );
  });
});
