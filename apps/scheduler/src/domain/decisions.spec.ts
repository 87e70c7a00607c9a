import { ATTEMPT_OUTCOMES, COMPETITION_MOVES, COMPETITION_STATES, mayMove, SUBMISSION_MOVES } from '#domain';
import { stateByDependencies } from './activation';
import { backOffMs } from './back-off';
import { dependencyFailed, nextMove } from './conclusion';
import { failureStop } from './failure-stop';
import { isAbandoned, isLeaseOver, leaseUntil } from './leases';
import { choose, costOf, fits, roomOf } from './pick-order';
import { isPlanDue, isRoundFruitless, judgePart, roundAsked } from './rounds';
import { settleLoss, settleReport, type SettlementContext } from './settlement';

const context = (changes: Partial<SettlementContext['competition']> = {}): SettlementContext => ({
  submission: { status: 'active', maxCompetitionAttempts: 3 },
  assay: { status: 'active' },
  competition: { status: 'active', attempt: 2, systemErrors: 0, failure: null, ...changes },
  attempt: { attempt: 2, state: 'running' },
  nowMs: 1000,
  random: 0,
});

describe('settling a report', () => {
  it.each([
    ['succeeded', { to: 'completed' }],
    ['container-error', { to: 'failed', failure: 'container', systemErrors: 0 }],
    ['timed-out', { to: 'failed', failure: 'container', systemErrors: 0 }],
    ['system-error', { to: 'pending', notBeforeMs: 1500, systemErrors: 1 }],
    ['interrupted', { to: 'pending', notBeforeMs: 0, systemErrors: 0 }],
    ['cancelled', { to: 'pending', notBeforeMs: 0, systemErrors: 0 }],
  ] as const)('of a running competition: %s', (outcome, competition) => {
    expect(settleReport(outcome, context())).toEqual({ attempt: outcome, competition });
  });

  it('fails for the system when the budget is spent', () => {
    const change = { to: 'failed', failure: 'system', systemErrors: 3 };
    expect(settleReport('system-error', context({ systemErrors: 2 })).competition).toEqual(change);
    expect(settleLoss(context({ systemErrors: 2 }))).toEqual({ attempt: 'lost', competition: change });
  });

  it('counts nothing once a newer attempt was granted', () => {
    expect(settleReport('succeeded', context({ attempt: 3 }))).toEqual({ attempt: 'superseded' });
  });

  it('lets the late report of the last attempt settle what waits, and a late success win over spent losses', () => {
    expect(settleReport('succeeded', context({ status: 'pending' })).competition).toEqual({
      to: 'completed',
    });
    expect(settleReport('system-error', context({ status: 'pending' })).competition).toBeUndefined();
    const spent = context({ status: 'failed', failure: 'system' });
    expect(settleReport('succeeded', spent).competition).toEqual({ to: 'completed' });
    expect(settleReport('container-error', spent).competition).toBeUndefined();
    expect(
      settleReport('succeeded', context({ status: 'failed', failure: 'container' })).competition,
    ).toBeUndefined();
  });

  it('cancels what an ended assay or a stopping submission still runs, whatever it says', () => {
    for (const outcome of ATTEMPT_OUTCOMES) {
      const ended = { ...context(), assay: { status: 'completed' as const } };
      expect(settleReport(outcome, ended).competition).toEqual({ to: 'cancelled' });
      const stopping = {
        ...context(),
        submission: { status: 'stopping' as const, maxCompetitionAttempts: 3 },
      };
      expect(settleReport(outcome, stopping).competition).toEqual({ to: 'cancelled' });
    }
  });

  it('makes only moves that the table allows', () => {
    for (const status of COMPETITION_STATES) {
      for (const assay of ['active', 'failed', 'completed', 'cancelled'] as const) {
        for (const failure of [null, 'container', 'system'] as const) {
          const given = { ...context({ status, failure }), assay: { status: assay } };
          const changes = ATTEMPT_OUTCOMES.map((outcome) => settleReport(outcome, given).competition);
          for (const change of [...changes, settleLoss(given).competition]) {
            if (change)
              expect([status, change.to, mayMove(COMPETITION_MOVES, status, change.to)]).toEqual([
                status,
                change.to,
                true,
              ]);
          }
        }
      }
    }
  });
});

describe('back-off', () => {
  it('doubles from half a second at least to a minute at most', () => {
    expect([1, 2, 3, 10].map((errors) => backOffMs(errors, 0))).toEqual([500, 1000, 2000, 30_000]);
    expect(backOffMs(50, 1)).toBe(60_000);
  });
});

describe('a failures stop', () => {
  it('comes when failures exceed the limit, and names numbers and the first error', () => {
    expect(failureStop({ numFailures: 10, maxCompetitionsFail: 10, firstError: 'x' })).toBeUndefined();
    expect(failureStop({ numFailures: 1, maxCompetitionsFail: 0, firstError: 'exit 1' })).toBe(
      '1 competition failed, more than the 0 allowed; the first: exit 1',
    );
  });
});

describe('the state of a submission', () => {
  const submission = (changes: object = {}) => ({
    status: 'active' as const,
    stoppingTo: null,
    places: 0,
    planOpen: 0 as const,
    reason: null,
    ...changes,
  });
  const assay = (status: string, more: object = {}) =>
    ({ status, origin: 'asked', assayType: 'work', reason: null, ...more }) as never;

  it('follows its assays', () => {
    const pending = submission({ status: 'pending' });
    expect(nextMove(pending, [])).toBeUndefined();
    expect(nextMove(pending, [assay('active', { origin: 'internal' }), assay('blocked')])).toBeUndefined();
    expect(nextMove(pending, [assay('completed', { origin: 'internal' })])).toMatchObject({ to: 'active' });
    expect(nextMove(submission(), [assay('completed'), assay('active')])).toBeUndefined();
    expect(nextMove(submission(), [assay('completed')])).toMatchObject({ to: 'completed' });
    const reason = dependencyFailed('first', null);
    const failed = [assay('failed', { reason }), assay('failed', { reason: 'why', assayType: 'first' })];
    expect(nextMove(submission(), failed)).toMatchObject({ to: 'failed', reason: 'first failed: why' });
  });

  it('leaves stopping with its last place, in the direction it was stopped in', () => {
    const stopping = submission({ status: 'stopping', stoppingTo: 'cancelled', reason: 'why' });
    expect(nextMove({ ...stopping, places: 1 }, [])).toBeUndefined();
    expect(nextMove(stopping, [])).toEqual({ from: 'stopping', to: 'cancelled', reason: 'why' });
    expect(mayMove(SUBMISSION_MOVES, 'stopping', 'cancelled')).toBe(true);
  });

  it('an assay starts when all it depends on have completed', () => {
    expect(stateByDependencies([])).toBe('active');
    expect(stateByDependencies(['completed', 'active'])).toBe('blocked');
    expect(stateByDependencies(['active', 'failed'])).toBe('failed');
  });
});

describe('rounds', () => {
  const assay = (changes: object = {}) => ({
    status: 'active' as const,
    round: 1,
    planOpen: 0 as const,
    parts: 2,
    partsTaken: 2,
    planDigest: 'a',
    wake: 'all' as const,
    openWatermark: 5,
    askedBefore: null,
    lastSettled: 9,
    numPending: 0,
    numActive: 0,
    ...changes,
  });

  it('are asked for one at a time, by the word of the last', () => {
    expect(isPlanDue(assay())).toBe(true);
    expect(isPlanDue(assay({ planOpen: 1 }))).toBe(false);
    expect(isPlanDue(assay({ numActive: 1 }))).toBe(false);
    expect(isPlanDue(assay({ numActive: 1, wake: 'any' }))).toBe(true);
    expect(isPlanDue(assay({ numActive: 1, wake: 'any', lastSettled: 5 }))).toBe(false);
    expect(isPlanDue(assay({ partsTaken: 1 }))).toBe(false);
    expect(isPlanDue(assay({ status: 'blocked' }))).toBe(false);
    expect(isPlanDue(assay({ round: 0, parts: 0, partsTaken: 0 }))).toBe(true);
    expect(isRoundFruitless(assay({ lastSettled: 5 }))).toBe(true);
    expect(isRoundFruitless(assay())).toBe(false);
  });

  it('take the part asked for, once', () => {
    const open = assay({ planOpen: 1, partsTaken: 1 });
    const part = { round: 1, part: 2, parts: 2, planDigest: 'a' };
    expect(roundAsked(open)).toBe(1);
    expect(judgePart(open, false, part)).toEqual({ kind: 'take', firstOfRound: false });
    expect(judgePart(open, true, part)).toEqual({ kind: 'repeated' });
    expect(judgePart(open, false, { ...part, planDigest: 'b' })).toMatchObject({ reason: 'plan-digest' });
    expect(judgePart(open, false, { ...part, parts: 3 })).toMatchObject({ reason: 'plan-part' });
    expect(judgePart(open, false, { ...part, round: 2 })).toMatchObject({ reason: 'plan-round' });
    const next = assay({ planOpen: 1 });
    expect(judgePart(next, false, { ...part, round: 2 })).toEqual({ kind: 'take', firstOfRound: true });
    expect(judgePart(assay(), false, { ...part, round: 2 })).toMatchObject({ reason: 'plan-round' });
    expect(judgePart(assay({ status: 'completed' }), false, { ...part, round: 2 })).toEqual({
      kind: 'repeated',
    });
  });
});

describe('the pick order', () => {
  const candidate = (row: number, virtualTime: number) => ({ row, virtualTime });

  it('takes the least virtual time, then the older', () => {
    expect(choose([candidate(1, 3), candidate(3, 2), candidate(2, 2)])).toEqual(candidate(2, 2));
    expect(choose([])).toBeUndefined();
    expect(costOf(8, 'high')).toBe(costOf(2, 'normal'));
  });

  it('has no room beyond the cap, while held, or once stopping', () => {
    const submission = { maxCompetitionsActive: 3, places: 1, held: 0 as const, status: 'active' as const };
    expect(roomOf(submission)).toBe(2);
    expect(roomOf({ ...submission, places: 5 })).toBe(0);
    expect(roomOf({ ...submission, held: 1 })).toBe(0);
    expect(roomOf({ ...submission, status: 'stopping' })).toBe(0);
  });

  it('fits by pool and resources', () => {
    const executor = { pool: null, cpus: 1, memoryMb: 100 };
    expect(fits({ pool: null, cpus: 1, memoryMb: 100 }, executor)).toBe(true);
    expect(fits({ pool: 'a', cpus: 1, memoryMb: 100 }, executor)).toBe(false);
    expect(fits({ pool: null, cpus: 1, memoryMb: 101 }, executor)).toBe(false);
  });
});

describe('leases', () => {
  it('are over at their end, and an attempt is given up ten seconds after its deadline', () => {
    expect(isLeaseOver({ leaseUntilMs: leaseUntil(100, 15_000) }, 15_099)).toBe(false);
    expect(isLeaseOver({ leaseUntilMs: 15_100 }, 15_100)).toBe(true);
    expect(isAbandoned(1000, 10_999)).toBe(false);
    expect(isAbandoned(1000, 11_000)).toBe(true);
  });
});
