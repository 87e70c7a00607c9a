import type { ImageCheckFinding, ImageCheckResult } from '#contracts';
import { renderImageCheck } from './image-check';

const checked = (...findings: ImageCheckFinding[]): ImageCheckResult => ({
  passed: findings.every(({ verdict }) => verdict !== 'failed'),
  findings,
  numSites: null,
  secondsPerCompetition: null,
  scores: [],
});

test('a line for each finding, what to do below it, one line for all that was not checked', () => {
  expect(
    renderImageCheck(
      checked(
        { check: 'starts', verdict: 'passed', sentence: 'the image starts' },
        { check: 'seed', verdict: 'failed', sentence: 'it has its own chance', mend: 'use the seed' },
        { check: 'wholeCounts', verdict: 'warning', sentence: '3.5 was rounded', mend: 'report 4' },
        { check: 'order', verdict: 'skipped', sentence: 'no verb' },
        { check: 'sitesKept', verdict: 'skipped', sentence: 'no verb' },
      ),
    ),
  ).toBe(
    [
      '✓ the image starts',
      '✗ it has its own chance',
      '    use the seed',
      '! 3.5 was rounded',
      '    report 4',
      '– not checked (no verb): order of sites, number of sites after a knockout',
      '',
      'one fault, one thing to look at',
    ].join('\n'),
  );
});

test('says when nothing is wrong', () => {
  expect(
    renderImageCheck(checked({ check: 'starts', verdict: 'passed', sentence: 'the image starts' })),
  ).toBe('✓ the image starts\n\nnothing is wrong');
});
