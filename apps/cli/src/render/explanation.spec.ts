import type { Explanation } from '#contracts';
import { renderExplanation } from './explanation';

const at = '2026-01-01T00:00:00.000Z';
const now = Date.parse('2026-01-01T00:01:00.000Z');
const why = (more: Partial<Explanation>): string =>
  renderExplanation(
    { submissionId: 'S', name: 'S/nulldist/3' },
    { competitionId: 'c', status: 'pending', detail: 'the reason', since: at, ...more },
    now,
  );

it('tells reason, times and what to do', () => {
  expect(why({ because: 'cap', detail: 'cap 4/4' })).toBe(
    [
      'S/nulldist/3: pending, cap',
      '  cap 4/4',
      `  since ${at} (1 min)`,
      '  let more run at once: knockem limits set S --max-active N',
    ].join('\n'),
  );
  expect(why({ because: 'held' })).toContain('knockem release S');
});

it('tells the end of a back-off, and the deadline of what runs', () => {
  const until = '2026-01-01T00:01:08.000Z';
  expect(why({ because: 'backoff', until })).toContain(`backing off until ${until} (8 s)`);
  expect(why({ status: 'active', until })).toContain(`must end by ${until} (8 s)`);
});
