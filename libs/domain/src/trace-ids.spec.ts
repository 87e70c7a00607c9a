import { v7 as uuidv7 } from 'uuid';
import { isTraced, spanIdOf, traceIdOf, traceparentOf } from './trace-ids';

const SUBMISSION = '6F0C3F0E-5B5D-4E57-9B39-2D5BB0A5F1C4';
const ASSAY = '11111111-2222-5333-8444-555555555555';

it('makes ids that W3C Trace Context takes, of ids that everybody has', () => {
  expect(traceIdOf(SUBMISSION)).toBe('6f0c3f0e5b5d4e579b392d5bb0a5f1c4');
  expect(spanIdOf(SUBMISSION)).toBe('9b392d5bb0a5f1c4');
  expect(traceparentOf(SUBMISSION, ASSAY)).toMatch(/^00-[0-9a-f]{32}-8444555555555555-01$/);
  expect(traceparentOf(SUBMISSION)).toContain(spanIdOf(SUBMISSION));
});

it('traces a share of the submissions, each wholly or not at all', () => {
  expect(isTraced(SUBMISSION, 1)).toBe(true);
  expect(isTraced('11111111-2222-4333-8444-5555ffffffff', 1)).toBe(true);
  expect(isTraced('11111111-2222-4333-8444-555500000000', 0)).toBe(false);
  expect(isTraced(SUBMISSION, 0.68)).toBe(false);
  expect(isTraced(SUBMISSION, 0.7)).toBe(true);
});

it('traces its share of those that come in one moment, too, whose UUIDs (version 7) begin alike', () => {
  const inOneMoment = Array.from({ length: 1_000 }, (_, msecs) =>
    uuidv7({ msecs: 1_763_712_000_000 + msecs }),
  );
  const traced = inOneMoment.filter((id) => isTraced(id, 0.5)).length;
  // Half of a thousand, give or take six standard deviations.
  expect(Math.abs(traced - 500)).toBeLessThan(95);
});
