import type { Schemas } from '#client';
import { MOST_ENTRIES, type TimelineEntry, timelineOf, told, withConclusions } from './timeline';

const at = (seconds: number): string => new Date(Date.UTC(2030, 0, 1, 0, 0, seconds)).toISOString();
const assay = (id: string, over: object = {}): Schemas['AssayView'] =>
  ({
    id,
    assayType: id,
    status: 'completed',
    datetime: at(1),
    rounds: 2,
    numCompetitions: 60,
    ...over,
  }) as unknown as Schemas['AssayView'];
const result = (id: string, seconds: number): Schemas['AssayResult'] =>
  ({ id, datetime: at(seconds) }) as unknown as Schemas['AssayResult'];

const ASSAYS = [assay('inspection', { rounds: 1, numCompetitions: 1 }), assay('nulldist')];
const ended = timelineOf({
  submission: { datetime: at(0), concludedAt: at(9), status: 'completed' },
  assays: ASSAYS,
} as unknown as Schemas['SubmissionView']);

it('tells of a submission that has ended when each of its assays ended, in order', () => {
  const entries = withConclusions(ended, ASSAYS, [result('nulldist', 8), result('inspection', 4)]);
  expect(entries.map(({ about, sentence }) => `${about}: ${sentence}`)).toEqual([
    'submission: accepted',
    'submission: planned: inspection, nulldist',
    'inspection: completed, round 1 (1 competition)',
    'nulldist: completed, round 2 (60 competitions)',
    'submission: completed',
  ]);
});

it('tells an end once, in the words of its event', () => {
  const event: TimelineEntry = {
    of: 'nulldist',
    version: 7,
    at: at(8),
    about: 'nulldist',
    status: 'completed',
    sentence: 'completed, round 2 (59 completed, 1 failed)',
  };
  const entries = withConclusions([...ended, event], ASSAYS, [result('nulldist', 8)]);
  expect(entries.filter(({ of }) => of === 'nulldist')).toEqual([event]);
});

it('says of an assay that ran nothing that its result was taken over', () => {
  const reusedFrom = { submissionId: 's', assayId: 'a' };
  const [entry] = withConclusions([], [assay('nulldist', { reusedFrom })], [result('nulldist', 3)]);
  expect(entry.sentence).toBe('completed with the result of an identical assay');
  const event = {
    kind: 'assay',
    ...{ assayId: 'nulldist', assayType: 'nulldist', status: 'completed' },
    reusedFrom,
  };
  const counters = { pending: 0, active: 0, completed: 0, failed: 0, cancelled: 0 };
  const [live] = told([], { ...event, counters, round: 0, version: 3, at: at(3) } as Schemas['AssayEvent']);
  expect(live.sentence).toBe(entry.sentence);
  const inspection = assay('inspection', { rounds: 0, numCompetitions: 0 });
  const [known] = withConclusions([], [inspection], [result('inspection', 3)]);
  expect(known.sentence).toBe('completed with what an earlier submission found');
});

it('leaves out results of assays that are not there, and stays bounded', () => {
  expect(withConclusions([], ASSAYS, [result('unknown', 1)])).toEqual([]);
  const many = Array.from({ length: MOST_ENTRIES }, (_, n) => assay(`a${n}`));
  const shown = withConclusions(
    ended,
    many,
    many.map(({ id }) => result(id, 5)),
  );
  expect(shown).toHaveLength(MOST_ENTRIES);
  expect(shown.at(-1)).toMatchObject({ sentence: 'completed' });
});
