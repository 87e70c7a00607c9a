import { resolve } from 'node:path';
import type { ChaosReport } from '../chaos/report';
import { command } from './stack-under-test';

const ROOT = resolve(__dirname, '..');

/** Why nothing can be attacked here; undefined when it can. */
export const whyNoAttack = (): string | undefined =>
  process.getuid?.() === 0 ? undefined : 'not root, whose cgroups the observer reads';

/** A machine may be ten times slower than the one on which 20 strikes took a minute. */
export const attackMs = (kills: number): number => 600_000 + kills * 15_000;

/** `npm run chaos`; rejects with its violations and its timeline when a promise was broken. */
export async function attack(seed: number, kills: number, records: string): Promise<ChaosReport> {
  const hook = resolve(ROOT, 'libs', 'testing', 'src', 'typescript-hook.cjs');
  const node = ['--conditions=knockem-source', '-r', hook, resolve(ROOT, 'chaos', 'run.ts')];
  const flags = ['--seed', String(seed), '--kills', String(kills), '--records', records, '--json'];
  const { code, stdout, stderr } = await command(process.execPath, [...node, ...flags], {}, attackMs(kills));
  const report = (stdout === '' ? { violations: [] } : JSON.parse(stdout)) as ChaosReport;
  if (code !== 0)
    throw new Error(`chaos ended with ${code}: ${JSON.stringify(report.violations, null, 2)}\n${stderr}`);
  return report;
}
