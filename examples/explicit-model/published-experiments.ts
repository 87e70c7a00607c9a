/**
 * Genomes of the method paper's two experiments (arXiv 2404.10854), drawn afresh from the same recipes, and the truth
 * about them. Writes <experiment>-genome.txt and <experiment>-truth.json:
 *
 *     node dist/examples/explicit-model/published-experiments.js additive|epistatic DIRECTORY
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawGenome, seededRandom, type DrawnGenome, type GenomeRecipe } from '#science';
import { genomeText } from './genome-text';

export const RECIPES = {
  additive: { numSites: 1000, numAdditive: 50, numCritical: 0, numSets: 0, setSize: 1 },
  epistatic: {
    numSites: 4000,
    numAdditive: 200,
    numCritical: 0,
    numSets: 20,
    setSize: 5,
    overlapping: true,
  },
} as const satisfies Readonly<Record<string, GenomeRecipe>>;

export type Experiment = keyof typeof RECIPES;

const SEED = 20240416;

export function experimentGenome(experiment: Experiment): DrawnGenome {
  return drawGenome(RECIPES[experiment], seededRandom(SEED));
}

/** Sites whose effect adds up, and sites of any epistatic set. */
export function truthOf({ effects, additiveSites, sets }: DrawnGenome): Record<string, unknown> {
  const epistaticSites = [...new Set(sets.flatMap(({ sites }) => sites))].sort((a, b) => a - b);
  return {
    numSites: effects.length,
    numAdditive: additiveSites.length,
    numEpistatic: epistaticSites.length,
    additiveSites,
    epistaticSites,
    epistaticSets: sets,
  };
}

function main([experiment, directory]: readonly string[]): void {
  if (!Object.hasOwn(RECIPES, experiment ?? '') || !directory) {
    console.error('usage: published-experiments.js additive|epistatic DIRECTORY');
    process.exitCode = 2;
    return;
  }
  const genome = experimentGenome(experiment as Experiment);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${experiment}-genome.txt`), genomeText(genome));
  const truth = JSON.stringify(truthOf(genome), null, 2);
  writeFileSync(join(directory, `${experiment}-truth.json`), `${truth}\n`);
}

if (require.main === module) main(process.argv.slice(2));
