/**
 * Real: a whole stack with two executors, containers by crun, and what kills it. KNOCKEM_TEST_CHAOS_KILLS adds a longer
 * run, on a record server where one is to be had.
 */
import { resolve } from 'node:path';
import { findMongodb } from '#testing';
import type { ChaosReport } from '../chaos/report';
import { command } from './stack-under-test';

const ROOT = resolve(__dirname, '..');
const LONGER = Number(process.env.KNOCKEM_TEST_CHAOS_KILLS ?? 0);
/** A machine may be ten times slower than the one on which 20 strikes took a minute. */
const bound = (kills: number): number => 600_000 + kills * 15_000;

async function chaos(seed: number, kills: number, records: string): Promise<ChaosReport> {
  const hook = resolve(ROOT, 'libs', 'testing', 'src', 'typescript-hook.cjs');
  const node = ['--conditions=knockem-source', '-r', hook, resolve(ROOT, 'chaos', 'run.ts')];
  const flags = ['--seed', String(seed), '--kills', String(kills), '--records', records, '--json'];
  const { code, stdout, stderr } = await command(process.execPath, [...node, ...flags], {}, bound(kills));
  const report = (stdout === '' ? { violations: [] } : JSON.parse(stdout)) as ChaosReport;
  if (code !== 0)
    throw new Error(`chaos ended with ${code}: ${JSON.stringify(report.violations, null, 2)}\n${stderr}`);
  return report;
}

if (process.getuid?.() !== 0) {
  it.skip('a stack under attack; skipped: not root, whose cgroups the observer reads', () => undefined);
} else {
  describe('a stack under attack', () => {
    it(
      'keeps every promise through 20 strikes, one at each row of the crash table',
      async () => {
        const report = await chaos(1, 20, 'embedded');
        expect(report.violations).toEqual([]);
        expect(report.kills).toBe(20);
        expect(report.windows.counted).toBeGreaterThanOrEqual(2);
        expect(report.accepted).toBeGreaterThan(5);
        expect(report.documents).toBeGreaterThan(report.competitions);
      },
      bound(20),
    );

    if (LONGER > 0) {
      const records = findMongodb().kind === 'none' ? 'embedded' : 'server';
      it(
        `keeps every promise through ${LONGER} strikes, with records in ${records === 'server' ? 'a record server' : 'a file'}`,
        async () => {
          const report = await chaos(2, LONGER, records);
          expect(report.violations).toEqual([]);
          expect(report.kills).toBe(LONGER);
        },
        bound(LONGER),
      );
    }
  });
}
