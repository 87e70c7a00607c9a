import type { Estimate } from '#contracts';
import { ceilingWarnings, commonCeiling, underCeiling } from './ceiling';

const estimate: Estimate = {
  value: 3,
  interval: null,
  unit: 'sites',
  method: 'counted',
  assumptions: [],
  notes: ['one note'],
};

test('a ceiling that most searches met is told, beside the count that it spoils too', () => {
  const ceiling = commonCeiling([{ ceiling: 2.2 }, { ceiling: null }, { ceiling: 2.0 }]);
  expect(ceiling).toBeCloseTo(2.1);
  expect(ceilingWarnings(ceiling)).toEqual([expect.stringContaining('a ceiling near 2.1 thresholds')]);
  expect(underCeiling(estimate, ceiling).notes).toEqual([
    'one note',
    expect.stringContaining('means little'),
  ]);
});

test('a ceiling that few searches met, or none, is not told', () => {
  expect(commonCeiling([{ ceiling: 2.2 }, { ceiling: null }, { ceiling: null }])).toBeNull();
  expect(commonCeiling([])).toBeNull();
  expect(ceilingWarnings(null)).toEqual([]);
  expect(underCeiling(estimate, null)).toBe(estimate);
});
