// Runs the gate and the test tiers, and ends with the plain line `N passed, N failed, N skipped`.
//   node scripts/test.mjs          everything
//   node scripts/test.mjs check    the quick gate: format, lint, import rules, types, small tests
// Each skipped test is named with its reason: the text after "skipped: " in its title, or its title.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const quick = process.argv[2] === 'check';
const report = 'var/test-report';
rmSync(report, { recursive: true, force: true });
mkdirSync(report, { recursive: true });

const gates = [
  ['format', 'npm', ['run', '--silent', 'format']],
  ['lint', 'npm', ['run', '--silent', 'lint', '--', '--quiet']],
  ['import rules', 'npm', ['run', '--silent', 'boundaries']],
  ['types', 'npm', ['run', '--silent', 'types']],
];
const tiers = quick ? ['small'] : ['small', 'medium', 'e2e'];

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];

for (const [name, command, args] of gates) {
  const started = Date.now();
  const ok = spawnSync(command, args, { stdio: 'inherit' }).status === 0;
  total[ok ? 'passed' : 'failed'] += 1;
  lines.push(`${name.padEnd(14)} ${ok ? 'ok' : 'FAILED'} (${seconds(started)})`);
}

for (const tier of tiers) {
  const started = Date.now();
  const file = join(report, `${tier}.json`);
  const args = ['jest', '--selectProjects', tier, '--json', `--outputFile=${file}`, '--silent=false'];
  if (tier !== 'small') args.push('--runInBand', '--logHeapUsage');
  const run = spawnSync('npx', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  lines.push(...summarise(tier, file, run.status, seconds(started)));
}

/** Adds a tier's counts to the total; a tier that left no report, or failed outside its tests, counts as one failure. */
function summarise(tier, file, status, took) {
  if (!existsSync(file)) {
    total.failed += 1;
    return [`${tier.padEnd(14)} FAILED: jest left no report (${took})`];
  }
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const broken = result.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.every((t) => t.status !== 'failed'),
  );
  const failed = result.numFailedTests + broken.length;
  const skippedTests = result.testResults.flatMap((suite) =>
    suite.assertionResults.filter((t) => t.status === 'pending' || t.status === 'todo'),
  );
  total.passed += result.numPassedTests;
  total.failed += failed || (status === 0 ? 0 : 1);
  total.skipped += skippedTests.length;
  return [
    `${tier.padEnd(14)} ${result.numPassedTests} passed, ${failed} failed, ${skippedTests.length} skipped (${took})`,
    ...skippedTests.map((test) => `  skipped: ${test.fullName}`),
  ];
}

function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}

console.log(`\n${lines.join('\n')}`);
for (const note of existsSync(report) ? readdirSync(report).filter((name) => name.endsWith('.txt')) : []) {
  console.log(readFileSync(join(report, note), 'utf8').trim());
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
