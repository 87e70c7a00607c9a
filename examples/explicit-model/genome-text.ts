import type { ExplicitGenome } from '#science';

/** The text that explicit-model.cpp reads: a header with the sets' penalties, then one line per site. */
export function genomeText(genome: ExplicitGenome): string {
  const header = [
    '# knockem explicit genome model, version 1: one line per site, numbered from 0; " out" = knocked out',
    ...genome.sets.map((set, index) => `# penalty ${index} ${set.penalty}`),
  ];
  return [...header, ...genome.effects.map((_, site) => siteText(genome, site))].join('\n') + '\n';
}

function siteText(genome: ExplicitGenome, site: number): string {
  const effect = genome.effects[site];
  if (effect !== 0) return `${Math.abs(effect) >= 1 ? 'critical' : 'additive'} ${effect}`;
  const sets = genome.sets.flatMap((set, index) => (set.sites.includes(site) ? [index] : []));
  return sets.length > 0 ? `set ${sets.join(',')}` : 'neutral';
}
