import type { Schemas } from '#client';
import { aDoseCalibrationResult } from '#testing';
import { renderResults } from './results';

const row = (assayType: string, assayResult: Record<string, unknown>): Schemas['AssayResult'] => ({
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

  it('are the findings, a line each, and the warnings', () => {
    const text = renderResults([
      row('doseCalibration', {
        ...aDoseCalibrationResult(),
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
