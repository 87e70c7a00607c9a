import { anEstimate, noEstimate } from '#testing';
import { renderEstimate, renderSummary } from './summary';

const estimate = anEstimate({ value: 12.345678, interval: { low: 8, high: 20.5, level: 0.95 } });

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
    expect(text).toMatch(/Critical sites +12\.35 +95 %: 8 to 20\.5 +counting/);
    expect(text).toMatch(/Additive sites +– +doseTitration is still running/);
    expect(text.split('\n')).toHaveLength(6);
  });

  it('never show a number that could not be had', () => {
    expect(renderEstimate(noEstimate('nothing was detected'))).toBe('no number: nothing was detected');
  });
});
