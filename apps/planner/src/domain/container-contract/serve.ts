import type { Serve } from '#contracts';

/** What a line of `knockem_serve` says of a contest, and what its answer says of the outcome (docs/container-contract.md). */
export const SERVE: Serve = {
  entry: ['sh', '/knockem/in/entry.sh', 'serve'],
  asks: [
    { name: 'genomeIdAlpha', kind: 'text', variable: 'KNOCKEM_GENOME_ID_ALPHA' },
    { name: 'genomeIdBeta', kind: 'text', variable: 'KNOCKEM_GENOME_ID_BETA' },
    { name: 'genomeFile', kind: 'text', constant: '/knockem/in/genome' },
    { name: 'sitesOutAlpha', kind: 'numbers', argument: 0 },
    { name: 'sitesOutBeta', kind: 'numbers', argument: 1 },
  ],
  answers: [
    { name: 'updatesElapsed', kind: 'number' },
    { name: 'numAlpha', kind: 'count' },
    { name: 'numBeta', kind: 'count' },
  ],
};
