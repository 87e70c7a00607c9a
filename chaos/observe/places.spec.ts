import { placesExceeded, type LimitSpan, type Sample } from './places';

const ALWAYS = { fromMs: 0, untilMs: Infinity };

describe('containers against maxCompetitionsActive', () => {
  const grants = new Map([
    ['a', { submissionId: 's', grantedMs: 100 }],
    ['b', { submissionId: 's', grantedMs: 200 }],
    ['c', { submissionId: 's', grantedMs: 300 }],
    ['x', { submissionId: 'other', grantedMs: 100 }],
  ]);
  const exceeded = (running: readonly string[], spans: readonly LimitSpan[]) =>
    placesExceeded(
      [{ ms: 400, lateMs: 0, running } satisfies Sample],
      grants,
      new Map([
        ['s', spans],
        ['other', [{ ...ALWAYS, limit: 1 }]],
      ]),
    );

  it('counts each submission for itself, and nobody else’s containers', () => {
    expect(exceeded(['a', 'b', 'x', 'stranger'], [{ ...ALWAYS, limit: 2 }])).toEqual([]);
    expect(exceeded(['a', 'b', 'c'], [{ ...ALWAYS, limit: 2 }])).toEqual([
      { submissionId: 's', ms: 400, running: ['a', 'b', 'c'], limit: 2 },
    ]);
  });

  it('holds them against the limit at the last grant: lowering it stops nothing that was granted', () => {
    const lowered = [
      { limit: 3, fromMs: 0, untilMs: 250 },
      { limit: 1, fromMs: 220, untilMs: Infinity },
    ];
    expect(exceeded(['a', 'b'], lowered)).toEqual([]);
    expect(exceeded(['a', 'b', 'c'], lowered)).toHaveLength(1);
  });

  it('allows the larger of two while a change is on its way', () => {
    const raised = [
      { limit: 2, fromMs: 0, untilMs: 350 },
      { limit: 3, fromMs: 290, untilMs: Infinity },
    ];
    expect(exceeded(['a', 'b', 'c'], raised)).toEqual([]);
  });

  it('finds a submission without any limit at fault', () => {
    expect(exceeded(['a'], [])).toHaveLength(1);
  });
});
