import type { Estimate } from '#contracts';
import type { ResultRow } from '../client/gateway-client';
import { renderResults } from './results';

const row = (assayType: string, assayResult: Record<string, unknown>): ResultRow => ({
  id: `id-of-${assayType}`,
  assayType,
  assayResult,
  datetime: '2026-01-01T00:00:00Z',
  knockemRevision: 'abc',
  knockemVersion: '0',
  version: 1,
});

const estimate: Estimate = {
  value: 12,
  interval: { low: 8, high: 20, level: 0.95 },
  unit: 'sites',
  method: 'counting',
  assumptions: [],
  notes: [],
};

describe('results for a person', () => {
  it('say so when there are none, and leave the inspection out', () => {
    expect(renderResults([row('inspection', { numSites: 3 })])).toBe('no results yet');
  });

  it('are the findings, a line each, and the warnings', () => {
    const text = renderResults([
      row('doseCalibration', {
        numEligibleSites: 90,
        smear: [{ dose: 1, score: 0.1, detected: true, beneficial: false }],
        band: null,
        doses: [1, 90],
        interpolatedComplexity: { setSize: 5, estimate, likelihood: [] },
        warnings: ['one dose was not measured'],
      }),
    ]);
    expect(text.split('\n')).toEqual([
      'doseCalibration id-of-doseCalibration',
      '  eligible sites: 90',
      '  smear: 1 of 1 measured doses were detected',
      '  band: none: nothing, or everything, was detected',
      '  doses of titration: 1, 90',
      '  Interpolated complexity: 12 sites, 95 %: 8 to 20 (counting)',
      '  warning: one dose was not measured',
    ]);
  });

  it('show an unknown type as it is', () => {
    expect(renderResults([row('later', { answer: 42 })])).toContain('"answer": 42');
  });
});
