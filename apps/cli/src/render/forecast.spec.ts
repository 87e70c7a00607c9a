import type { AssayForecast, SubmissionForecast } from '#contracts';
import { renderForecast } from './forecast';

const screen: AssayForecast = {
  assayType: 'screenCritical',
  origin: 'asked',
  parameters: { replicates: 2 },
  dependsOn: ['nulldist'],
  atLeast: 200,
  atMost: 200,
};
const forecast: SubmissionForecast = {
  assays: [screen],
  numSites: 100,
  competitions: { atLeast: 200, atMost: 201 },
  slots: 2,
  atOnce: 2,
  lengths: { atLeast: 100, atMost: 101 },
};

it('tells assays, competitions, and the time in competitions where none was measured', () => {
  const text = renderForecast(forecast);
  expect(text).toContain('sites: 100');
  expect(text).toMatch(/screenCritical +200 +nulldist/);
  expect(text).toContain('competitions: 200 to 201');
  expect(text).toContain('100 to 101 times as long as one competition, with 2 at once (2 slots');
  expect(text).toContain('if 1 s, 1 min 40 s to 1 min 41 s');
});

it('tells the time by what was measured, and by which', () => {
  const measured = { medianSeconds: 0.2123, numCompetitions: 100, submissionId: 'S' };
  const text = renderForecast({ ...forecast, measured, lengths: { atLeast: 100 } });
  expect(text).toContain('time: 21 s or more, with 2 at once');
  expect(text).toContain('0.21 s (median of 100 in S)');
});

it('says what is not known', () => {
  const { lengths: _l, numSites: _n, ...rest } = forecast;
  const text = renderForecast({ ...rest, slots: 0, atOnce: 0, competitions: { atLeast: 4 } });
  expect(text).toContain('sites: not counted yet');
  expect(text).toContain('competitions: 4 or more');
  expect(text).toContain('no executor is here that fits');
});
