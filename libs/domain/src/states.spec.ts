import {
  ASSAY_MOVES,
  ASSAY_STATES,
  ATTEMPT_MOVES,
  ATTEMPT_STATES,
  COMPETITION_MOVES,
  COMPETITION_STATES,
  EXECUTOR_MOVES,
  EXECUTOR_STATES,
  mayMove,
  type Move,
  SUBMISSION_MOVES,
  SUBMISSION_STATES,
} from './states';

const machines: [string, readonly Move<string>[], readonly string[]][] = [
  ['submission', SUBMISSION_MOVES, SUBMISSION_STATES],
  ['assay', ASSAY_MOVES, ASSAY_STATES],
  ['competition', COMPETITION_MOVES, COMPETITION_STATES],
  ['attempt', ATTEMPT_MOVES, ATTEMPT_STATES],
  ['executor', EXECUTOR_MOVES, EXECUTOR_STATES],
];

describe.each(machines)('the moves of a %s', (_, moves, states) => {
  it('reach every state from the beginning', () => {
    const reached = new Set(['–']);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const { from, to } of moves) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].sort()).toEqual(['–', ...states].sort());
  });

  it('name known states and their movers', () => {
    for (const { from, to, mover } of moves) {
      expect(['–', ...states]).toContain(from);
      expect(states).toContain(to);
      expect(mover).not.toBe('');
    }
  });
});

describe('terminal states', () => {
  it('are left only by the user, a late success, or an image that changed under the study', () => {
    const out = COMPETITION_MOVES.filter(({ from }) => ['completed', 'failed', 'cancelled'].includes(from));
    expect(out.every(({ mover }) => /user: retry|late success|image changed/.test(mover))).toBe(true);
    expect(mayMove(COMPETITION_MOVES, 'completed', 'pending')).toBe(false);
    expect(mayMove(SUBMISSION_MOVES, 'completed', 'active')).toBe(false);
  });
});
