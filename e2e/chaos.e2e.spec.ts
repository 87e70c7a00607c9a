/** Real: a whole stack with two executors, containers by crun, and what kills it. */
import { describeUnless } from '#testing';
import { attack, attackMs, whyNoAttack } from './attack';

const KILLS = 20;

describeUnless(whyNoAttack(), 'a stack under attack', () => {
  it(
    'keeps every promise through 20 strikes, one at each row of the crash table',
    async () => {
      const report = await attack(1, KILLS, 'embedded');
      expect(report.violations).toEqual([]);
      expect(report.kills).toBe(KILLS);
      expect(report.windows.counted).toBeGreaterThanOrEqual(2);
      expect(report.accepted).toBeGreaterThan(5);
      expect(report.documents).toBeGreaterThan(report.competitions);
    },
    attackMs(KILLS),
  );
});
