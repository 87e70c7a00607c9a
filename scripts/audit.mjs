/**
 * Asks the registry for known vulnerabilities of the packages in package-lock.json; fails on high ones and above.
 *
 *   node scripts/audit.mjs
 *
 * Not every registry (a mirror, an offline cache) answers that question. Then nothing is known: it says so and, unless
 * KNOCKEM_TEST_AUDIT=required, does not fail.
 */
import { spawnSync } from 'node:child_process';

const { stdout, stderr } = spawnSync('npm', ['audit', '--json', '--audit-level=high'], {
  encoding: 'utf8',
  maxBuffer: 64 << 20,
});
const counts = readCounts(stdout);
if (!counts) {
  const why = /audit (\d{3} .*)/.exec(stderr)?.[1] ?? stderr.trim().split('\n').at(-1);
  console.log(`not audited: the registry does not answer audits (${why})`);
  process.exit(process.env.KNOCKEM_TEST_AUDIT === 'required' ? 1 : 0);
}
const { high, critical, moderate, low } = counts;
console.log(`audited: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`);
if (high + critical > 0) {
  console.log('`npm audit` tells which packages; mend them, or override a dependency in package.json');
  process.exit(1);
}

function readCounts(text) {
  try {
    return JSON.parse(text).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}
