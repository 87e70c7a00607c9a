/**
 * The demo's genome and the truth about it. Run to write both again (they are checked in; a spec holds them equal):
 *   node dist/examples/explicit-model/demo-genome.js examples/explicit-model
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawGenome, seededRandom } from '#science';
import { genomeText } from './genome-text';

const SEED = 20240416;

/** A hundred sites: 5 critical, 20 additive, 4 disjoint epistatic sets of 4. */
export function demoGenome(): { readonly text: string; readonly truth: Record<string, unknown> } {
  const genome = drawGenome(
    { numSites: 100, numCritical: 5, numAdditive: 20, numSets: 4, setSize: 4 },
    seededRandom(SEED),
  );
  const truth = {
    numSites: genome.effects.length,
    criticalSites: genome.criticalSites,
    additiveSites: genome.additiveSites,
    epistaticSets: genome.sets,
  };
  return { text: genomeText(genome), truth };
}

if (require.main === module) {
  const directory = process.argv[2] ?? '.';
  const { text, truth } = demoGenome();
  writeFileSync(join(directory, 'demo-genome.txt'), text);
  writeFileSync(join(directory, 'demo-truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
}
