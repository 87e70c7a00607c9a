import type { DoseCalibrationResult, DoseTitrationResult, Estimate } from '#contracts';
import { calibrationLines, titrationLines } from './dose-results';
import { renderEstimate, renderSummary } from './summary';

const estimate: Estimate = {
  value: 12.345678,
  interval: { low: 8, high: 20.5, level: 0.95 },
  unit: 'sites',
  method: 'counting',
  assumptions: [],
  notes: [],
};

describe('the five answers', () => {
  it('stand in a table with their intervals; where there is none, why', () => {
    const text = renderSummary({
      critical: estimate,
      additive: null,
      epistatic: null,
      anyEffect: null,
      cryptic: null,
      notes: { additive: 'doseTitration is still running' },
    });
    expect(text).toMatch(/critical sites +12\.35 +95 %: 8 to 20\.5 +counting/);
    expect(text).toMatch(/additive sites +– +doseTitration is still running/);
    expect(text.split('\n')).toHaveLength(6);
  });

  it('never show a number that could not be had', () => {
    const none = { ...estimate, value: null, interval: null, notes: ['nothing was detected'] };
    expect(renderEstimate(none)).toBe('no number: nothing was detected');
  });
});

describe('doses', () => {
  it('of a calibration are a few lines', () => {
    const lines = calibrationLines({
      numEligibleSites: 90,
      smear: [{ dose: 1, score: 0.1, detected: true, beneficial: false }],
      band: null,
      doses: [1, 90],
      interpolatedComplexity: { setSize: 5, estimate, likelihood: [] },
    } as unknown as DoseCalibrationResult);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('1 of 1 measured doses were detected, of 90 eligible sites');
    expect(lines[1]).toContain('there is no band');
  });

  it('of a titration are a line each, also where nothing was measured', () => {
    const lines = titrationLines({
      doses: [
        { dose: 3, measured: 0, notMeasured: 10, detected: 0, beneficial: 0, share: null, wilson: null },
      ],
      paper: null,
      likelihood: null,
    } as unknown as DoseTitrationResult);
    expect(lines[0]).toBe('  3 sites: 0 of 0 detected');
    expect(lines.join('\n')).not.toMatch(/NaN|null|undefined/);
  });
});
