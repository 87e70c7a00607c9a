import { readMessage } from './messages';
import { PlannedCompetition } from './planned-competition';
import { validateMessage } from './validate';

const competition = {
  ordinal: 3,
  sitesOutAlpha: [],
  sitesOutBeta: 'AQ==',
  seed: 7,
  args: ['', '1'],
  env: { A: 'b' },
};
const plan = (competitions: unknown) =>
  readMessage(
    'plan.v1',
    Buffer.from(
      JSON.stringify({
        submissionId: '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10',
        round: 1,
        part: 1,
        parts: 1,
        planDigest: 'd'.repeat(64),
        plannerVersion: '1',
        competitions,
      }),
    ),
  );

test.each<[unknown]>([
  [{}],
  [{ ordinal: 0 }],
  [{ ordinal: -1 }],
  [{ ordinal: 1.5 }],
  [{ ordinal: '1' }],
  [{ ordinal: undefined }],
  [{ seed: 2_147_483_647 }],
  [{ seed: 2_147_483_648 }],
  [{ seed: null }],
  [{ args: 'x' }],
  [{ args: [] }],
  [{ args: [1] }],
  [{ env: [] }],
  [{ env: null }],
  [{ env: {} }],
  [{ sitesOutAlpha: undefined }],
  [{ sitesOutAlpha: null }],
  [{ sitesOutBeta: [1, 2] }],
  [{ colour: 'red' }],
  [{ seed: undefined, colour: 'red' }],
])('a competition is judged within a plan as it is alone: %j', (changes) => {
  const changed: unknown = JSON.parse(JSON.stringify({ ...competition, ...(changes as object) }));
  const alone = validateMessage(PlannedCompetition, changed);
  const within = plan([competition, changed]);
  expect(within.ok).toBe(alone.ok);
  if (alone.ok || within.ok) return;
  const [{ field, message }] = alone.problems;
  expect(within.problems).toEqual([{ field: 'competitions', message: `[1].${field}: ${message}` }]);
});

test.each([[null], ['text'], [7], [[]]])('what is no object is no competition: %j', (element) => {
  expect(plan([element])).toMatchObject({ ok: false, problems: [{ field: 'competitions' }] });
});

test('at most five hundred, in a list', () => {
  expect(plan(Array.from({ length: 500 }, () => competition)).ok).toBe(true);
  expect(plan(Array.from({ length: 501 }, () => competition))).toMatchObject({ ok: false });
  expect(plan({ 0: competition })).toMatchObject({ ok: false });
});
