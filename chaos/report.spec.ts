import { asText, explanation, type ChaosReport } from './report';
import { Timeline } from './timeline';
import { Violations } from './violation';

const REPORT: ChaosReport = {
  seed: 1,
  kills: 2,
  accepted: 1,
  submissions: 1,
  competitions: 4,
  attempts: 5,
  lost: 1,
  seconds: 9,
  strikes: { kill: 2 },
  windows: { counted: 2, unbroken: 2, unjudged: 1, longestMs: 1800 },
  samples: { changes: 3, latestMs: 1 },
  documents: 12,
  deadLetters: 3,
  violations: [],
};

describe('what a run says', () => {
  it('is figures alone when all promises were kept', () => {
    expect(asText(REPORT, [])).toMatch(/competitions: 4\n[^]*2 × kill\nno violations$/);
  });

  it('names each broken promise once, and tells what happened to its submission and to the stack', () => {
    const violations = new Violations();
    const timeline = new Timeline();
    timeline.tell('strike: kill scheduler, 5');
    timeline.tell('submission s1 (good) accepted');
    timeline.tell('submission s2 (good) accepted');
    for (let again = 0; again < 2; again++) violations.add('every submission ends', 's1 is active', 's1');
    const text = asText({ ...REPORT, violations: violations.all(), dataDir: 'kept' }, timeline.all());
    expect(text.match(/BROKEN/g)).toHaveLength(1);
    expect(text).toMatch(
      /BROKEN every submission ends: s1 is active\n1 violations; logs and databases: kept/,
    );
    expect(explanation(violations.all(), timeline.all())).toMatch(/kill scheduler[^]*submission s1/);
    expect(text).not.toContain('submission s2');
  });
});
