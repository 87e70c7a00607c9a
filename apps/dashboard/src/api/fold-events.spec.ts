import type { Schemas } from '#client';
import { foldEvent, type Followed, type FollowedEvent, NOTHING_YET } from './fold-events';
import { MOST_ENTRIES } from './timeline';

const ZERO = { pending: 0, active: 0, completed: 0, failed: 0, cancelled: 0 };
const ID = '00000000-0000-4000-8000-000000000001';
const ASSAY = '00000000-0000-4000-8000-000000000002';

const view = (over: object = {}): Schemas['SubmissionView'] =>
  ({
    submission: {
      id: ID,
      version: 5,
      status: 'active',
      held: false,
      counters: ZERO,
      datetime: '2030-01-01T00:00:00.000Z',
      ...over,
    },
    assays: [
      {
        id: ASSAY,
        assayType: 'nulldist',
        version: 3,
        status: 'active',
        datetime: '2030-01-01T00:00:01.000Z',
      },
    ],
    progress: [{ assayId: ASSAY, assayType: 'nulldist', status: 'active', round: 1, counters: ZERO }],
    source: 'scheduler',
    asOf: '2030-01-01T00:00:02.000Z',
  }) as unknown as Schemas['SubmissionView'];

const submission = (version: number, status: string): FollowedEvent =>
  ({
    name: 'submission',
    value: {
      kind: 'submission',
      submissionId: ID,
      status,
      held: false,
      counters: ZERO,
      version,
      at: '2030-01-01T00:00:03.000Z',
    },
  }) as FollowedEvent;

const assay = (version: number, status: string, round = 2): FollowedEvent =>
  ({
    name: 'assay',
    value: {
      kind: 'assay',
      submissionId: ID,
      assayId: ASSAY,
      assayType: 'nulldist',
      status,
      round,
      counters: ZERO,
      version,
      at: '2030-01-01T00:00:03.000Z',
    },
  }) as FollowedEvent;

const after = (...events: FollowedEvent[]): Followed => events.reduce(foldEvent, NOTHING_YET);
const state = (over?: object): FollowedEvent => ({ name: 'state', value: view(over) });

describe('events of a submission', () => {
  it('begin with its state, and the timeline with what its documents remember', () => {
    const { view: seen, timeline } = after(
      state({ concludedAt: '2030-01-01T00:01:00.000Z', status: 'failed' }),
    );
    expect(seen?.submission.status).toBe('failed');
    expect(timeline.map(({ sentence }) => sentence)).toEqual(['accepted', 'planned: nulldist', 'failed']);
  });

  it('change the state they are about', () => {
    const { view: seen } = after(state(), submission(6, 'stopping'), assay(4, 'completed'));
    expect(seen?.submission.status).toBe('stopping');
    expect(seen?.assays[0]).toMatchObject({ status: 'completed', round: 2 });
    expect(seen?.progress[0]).toMatchObject({ status: 'completed', round: 2 });
  });

  it('told again after a break change nothing and stand in the timeline once', () => {
    const once = after(state(), submission(6, 'stopping'), submission(7, 'cancelled'));
    const twice = [submission(6, 'stopping'), submission(7, 'cancelled')].reduce(foldEvent, once);
    expect(twice.view?.submission.status).toBe('cancelled');
    expect(twice.timeline).toEqual(once.timeline);
  });

  it('older than the state never take it back', () => {
    const { view: seen } = after(state(), submission(4, 'pending'), assay(2, 'blocked', 1));
    expect(seen?.submission.status).toBe('active');
    expect(seen?.assays[0].status).toBe('active');
    expect(seen?.progress[0].status).toBe('active');
  });

  it('of progress bring counters and the hold', () => {
    const counters = { ...ZERO, completed: 7 };
    const progress = { kind: 'progress', held: true, counters, assays: [], at: '2030-01-01T00:00:09.000Z' };
    const { view: seen, samples } = after(state(), { name: 'progress', value: progress } as never);
    expect(seen?.submission).toMatchObject({ held: true, counters });
    expect(samples.at(-1)?.ended).toBe(7);
  });

  it('of further rounds stand in the timeline as the last of them', () => {
    const rounds = Array.from({ length: 1000 }, (_, n) => assay(n + 10, 'active', n));
    const { timeline } = after(state(), ...rounds, assay(2000, 'completed', 1000));
    const words = timeline.filter(({ about }) => about === 'nulldist').map(({ sentence }) => sentence);
    expect(words).toEqual([
      'active, round 999 (0 completed, 0 failed)',
      'completed, round 1000 (0 completed, 0 failed)',
    ]);
  });

  it('are kept only so many', () => {
    const many = Array.from({ length: MOST_ENTRIES + 50 }, (_, n) => submission(n + 10, 'active'));
    expect(after(state(), ...many).timeline).toHaveLength(MOST_ENTRIES);
  });
});
