import type { Estimate, ScreenCriticalResult, SkeletonizationResult } from '#contracts';
import fc from 'fast-check';
import { SUMMARY_KEYS, submissionSummary } from './submission-summary';

const estimate = (value: number | null, low?: number, high?: number, notes: string[] = []): Estimate => ({
  value,
  interval: low === undefined || high === undefined ? null : { low, high, level: 0.95 },
  unit: 'sites',
  method: 'a method',
  assumptions: ['something holds'],
  notes,
});
const screen = (critical: Estimate) => ({ summary: { critical } }) as unknown as ScreenCriticalResult;
const skeletons = (anyEffect: Estimate) =>
  ({ summary: { epistatic: estimate(3), anyEffect } }) as unknown as SkeletonizationResult;

test('cryptic sites: any effect less critical, both uncertainties combined and told', () => {
  const summary = submissionSummary({
    screenCritical: screen(estimate(10, 6, 13)),
    skeletonization: skeletons(estimate(50, 47, 54)),
  });
  expect(summary.cryptic).toMatchObject({
    value: 40,
    interval: { low: 40 - Math.hypot(3, 3), high: 40 + Math.hypot(4, 4), level: 0.95 },
    notes: [
      'any effect: 50, 95 % interval 47 to 54',
      'critical: 10, 95 % interval 6 to 13',
      'the interval combines both intervals, taken as independent (Zou & Donner 2008)',
    ],
  });
  expect(summary.cryptic?.assumptions).toContain('critical: something holds');
  expect(summary.epistatic?.value).toBe(3);
  expect(summary.notes).toEqual({
    additive: 'needs the result of doseTitration, which was not asked for or failed',
  });
});

test('sites with any effect: the bound is the answer, the published estimate is told beside it', () => {
  const skeletonization = {
    summary: { epistatic: estimate(3), anyEffect: estimate(50, 47, 54) },
    lowerBounds: { epistatic: estimate(3), anyEffect: estimate(60, 52, 75, ['a note']) },
  } as unknown as SkeletonizationResult;
  const { anyEffect, cryptic } = submissionSummary({
    screenCritical: screen(estimate(10)),
    skeletonization,
  });
  expect(anyEffect).toMatchObject({
    value: 60,
    interval: { low: 52, high: 75 },
    notes: ['a note', 'the published estimate (a method): 50, 95 % interval 47 to 54'],
  });
  expect(cryptic).toMatchObject({ value: 50, interval: { low: 42, high: 65 } });
});

test('critical sites without an interval: the other interval is carried over, and said so', () => {
  const { cryptic } = submissionSummary({
    screenCritical: screen(estimate(10)),
    skeletonization: skeletons(estimate(50, 47, 54)),
  });
  expect(cryptic?.interval).toEqual({ low: 37, high: 44, level: 0.95 });
  expect(cryptic?.notes).toContainEqual(expect.stringContaining('as if these were known'));
});

test('nothing asked for: nothing answered, and what would be needed', () => {
  expect(submissionSummary({})).toMatchObject({
    critical: null,
    cryptic: null,
    notes: {
      anyEffect: 'needs the result of skeletonization, which was not asked for or failed',
      cryptic: 'needs the result of skeletonization and screenCritical, which were not asked for or failed',
    },
  });
});

test('a result of an earlier version has no estimate, and that is said', () => {
  const { critical, notes } = submissionSummary({ screenCritical: {} as ScreenCriticalResult });
  expect(critical).toBeNull();
  expect(notes.critical).toBe('its results were recorded by an earlier version, without this estimate');
});

test('an assay that has no number hands its reason on', () => {
  const { cryptic, notes } = submissionSummary({
    screenCritical: screen(estimate(10)),
    skeletonization: skeletons(estimate(null, undefined, undefined, ['too few skeletons'])),
  });
  expect(cryptic).toMatchObject({ value: null, interval: null });
  expect(cryptic?.notes).toEqual(['any effect: there is no number', 'any effect: too few skeletons']);
  expect(notes).not.toHaveProperty('cryptic');
});

test('never NaN, never below 0, always in order', () => {
  const figures = fc.tuple(fc.nat(1000), fc.nat(50), fc.nat(50));
  fc.assert(
    fc.property(figures, figures, (a, c) => {
      const summary = submissionSummary({
        screenCritical: screen(estimate(c[0], c[0] - c[1], c[0] + c[2])),
        skeletonization: skeletons(estimate(a[0], a[0] - a[1], a[0] + a[2])),
      });
      const { value, interval } = summary.cryptic!;
      expect(value).toBeGreaterThanOrEqual(0);
      expect(interval!.low).toBeLessThanOrEqual(value!);
      expect(interval!.high).toBeGreaterThanOrEqual(value!);
      expect(SUMMARY_KEYS.every((key) => key === 'additive' || summary[key])).toBe(true);
    }),
  );
});
