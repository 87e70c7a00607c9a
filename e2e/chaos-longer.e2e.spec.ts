/**
 * Real: a whole stack with two executors, containers by crun, a record server where one is to be had, and what kills
 * it. Only where KNOCKEM_TEST_CHAOS_KILLS says how often (.ci/run does).
 */
import { describeUnless, findMongodb } from '#testing';
import { attack, attackMs, whyNoAttack } from './attack';

const KILLS = Number(process.env.KNOCKEM_TEST_CHAOS_KILLS ?? 0);
const why = KILLS > 0 ? whyNoAttack() : 'KNOCKEM_TEST_CHAOS_KILLS is not set (CI sets it)';

describeUnless(why, 'a stack under a longer attack', () => {
  const [records, where] =
    findMongodb().kind === 'none' ? ['embedded', 'a file'] : ['server', 'a record server'];

  it(
    `keeps every promise through ${KILLS} strikes, with records in ${where}`,
    async () => {
      const report = await attack(2, KILLS, records);
      expect(report.violations).toEqual([]);
      expect(report.kills).toBe(KILLS);
    },
    attackMs(KILLS),
  );
});
