import type { ResultRow } from '../client/gateway-client';
import { renderResults, sites } from './results';

const row = (assayType: string, assayResult: Record<string, unknown>): ResultRow => ({
  id: `id-of-${assayType}`,
  assayType,
  assayResult,
  datetime: '2026-01-01T00:00:00Z',
  knockemRevision: 'abc',
  knockemVersion: '0',
  version: 1,
});

describe('results for a person', () => {
  it('say so when there are none, and leave the inspection out', () => {
    expect(renderResults([row('inspection', { numSites: 3 })])).toBe('no results yet');
  });

  it('name thresholds with their rule, and critical sites with corrected counts', () => {
    const text = renderResults([
      row('nulldist', {
        alpha: 0.01,
        numMeasured: 100,
        thresholds: {
          orderStatistic: { deleterious: 0.00099, beneficial: -0.00099 },
          percentile: { deleterious: 0.0009, beneficial: -0.0009 },
        },
        asymmetry: { mean: 0, z: 0.1, favours: null },
      }),
      row('screenCritical', {
        numSites: 100,
        criticalSites: [3, 20],
        deleteriousSites: [3, 20],
        beneficialSites: [],
        notMeasuredSites: [7],
        corrected: { deleterious: 1.0, beneficial: 0 },
        warnings: ['one site was not measured'],
      }),
    ]);
    expect(text).toContain(
      'above 0.0009900 is deleterious, below -0.0009900 beneficial (order statistic, 1 % a side',
    );
    expect(text).toContain('2 of 100 sites are critical: 3, 20');
    expect(text).toContain('not measured: 1 sites (7)');
    expect(text).toContain('warning: one site was not measured');
  });

  it('show an unknown type as it is', () => {
    expect(renderResults([row('later', { answer: 42 })])).toContain('"answer": 42');
  });

  it('shorten long lists of sites', () => {
    expect(sites([])).toBe('none');
    expect(sites(Array.from({ length: 25 }, (_, i) => i))).toMatch(/19 and 5 more$/);
  });
});
