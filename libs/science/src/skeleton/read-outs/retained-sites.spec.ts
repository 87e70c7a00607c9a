import fc from 'fast-check';
import { epistaticRectangle } from './epistatic-rectangle';
import { jackknifeSeverity } from './jackknife-severity';
import {
  captureFrequencies,
  retainedSites,
  retainedSitesWithoutEach,
  type MeasuredSkeleton,
} from './retained-sites';

const skeleton = (severities: Record<number, number | null>): MeasuredSkeleton => ({
  retained: Object.entries(severities).map(([site, severity]) => ({ site: Number(site), severity })),
});

describe('jackknife severity', () => {
  test.each([
    ['above the threshold, in thresholds', [0.003], 0.002, 1.5],
    ['the mean of replicates decides', [0.001, 0.005], 0.002, 1.5],
    ['at the threshold is not above it', [0.002], 0.002, 1],
    ['a gain is no severity', [-0.01], 0.002, 1],
    ['nothing measured', [], 0.002, null],
    ['a threshold of 0 is no unit', [0.003], 0, null],
  ])('%s', (_, scores, threshold, severity) => {
    const found = jackknifeSeverity(scores, threshold);
    if (severity === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(severity, 12);
  });
});

test('exclusion and severity per site, ascending; severity over the skeletons that retain it and measured it', () => {
  const sites = retainedSites([
    skeleton({ 7: 2, 3: 1 }),
    skeleton({ 7: 1, 20: null }),
    skeleton({ 7: null }),
    skeleton({}),
  ]);
  expect(sites).toEqual([
    { site: 3, numRetained: 1, exclusion: 0.75, severity: 1 },
    { site: 7, numRetained: 3, exclusion: 0.25, severity: 1.5 },
    { site: 20, numRetained: 1, exclusion: 0.75, severity: null },
  ]);
  expect(captureFrequencies(sites, 4)).toEqual([2, 0, 1, 0]);
  expect(retainedSites([])).toEqual([]);
});

test('leaving out each skeleton in turn is the table of the others', () => {
  const severity = fc.option(fc.integer({ min: 1, max: 9 }));
  const retained = fc.uniqueArray(fc.record({ site: fc.nat(12), severity }), {
    selector: ({ site }) => site,
  });
  fc.assert(
    fc.property(
      fc.array(
        retained.map((sites) => ({ retained: sites })),
        { minLength: 2 },
      ),
      (skeletons) => {
        expect([...retainedSitesWithoutEach(skeletons)]).toEqual(
          skeletons.map((_, left) => retainedSites(skeletons.filter((__, i) => i !== left))),
        );
      },
    ),
  );
});

describe('the rectangle', () => {
  const site = (exclusion: number, severity: number | null, number = 0) => ({
    site: number,
    numRetained: 1,
    exclusion,
    severity,
  });

  test('counts what is often excluded and yet severe', () => {
    const always = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5].map((severity) => site(0, severity));
    const often = [site(0.31, 1.1, 11), site(0.8, 1.09, 12), site(0.3, 3, 13), site(0.9, 2, 14)];
    const { severityFrom, sites } = epistaticRectangle([...always, ...often]);
    // Of seven at x ≤ 0.3 (3 is one of them), the 20th percentile lies at 1.2 positions of six.
    expect(severityFrom).toBeCloseTo(1.12, 12);
    expect(sites).toEqual([14]);
  });

  test('three of ten skeletons without a site is no more than 0.3', () => {
    const inSeven = Array.from({ length: 10 }, (_, i) => skeleton(i < 7 ? { 1: 2 } : {}));
    expect(epistaticRectangle(retainedSites(inSeven))).toMatchObject({ severityFrom: 2, sites: [] });
  });

  test('without sites that are hardly ever excluded there is no y₀ and nothing to count', () => {
    expect(epistaticRectangle([site(0.8, 2)])).toMatchObject({ severityFrom: null, sites: [] });
    expect(epistaticRectangle([site(0, null), site(0.8, 2)])).toMatchObject({
      severityFrom: null,
      sites: [],
    });
  });
});
