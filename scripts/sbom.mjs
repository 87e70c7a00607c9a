/**
 * Writes what a release consists of, as CycloneDX: every package that ships, with version, licence and digest, and the
 * version and revision of knockem itself, the same that stand in every record.
 *
 *   node scripts/sbom.mjs [FILE]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const { name, version, description } = JSON.parse(readFileSync('package.json', 'utf8'));
const file = process.argv[2] ?? `dist/${name}-${version}.cdx.json`;
// A tool of development may wish for another React than the page has (--legacy-peer-deps): npm would refuse to list anything.
const command = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--legacy-peer-deps'];
const sbom = JSON.parse(
  execFileSync('npm', command, {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'inherit'],
  }),
);
// npm's own --omit dev also leaves out what ships and is used by a tool of development as well.
const isForDevelopment = ({ properties = [] }) =>
  properties.some(({ name: key, value }) => key === 'cdx:npm:package:development' && value === 'true');
sbom.components = sbom.components.filter((each) => !isForDevelopment(each));
const listed = new Set([
  sbom.metadata.component['bom-ref'],
  ...sbom.components.map((each) => each['bom-ref']),
]);
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => listed.has(ref))
  .map((each) => ({ ...each, dependsOn: each.dependsOn.filter((ref) => listed.has(ref)) }));
// npm names the root after the directory that it stands in.
Object.assign(sbom.metadata.component, { name, version, description, type: 'application' });
sbom.metadata.component.properties = [
  ...(sbom.metadata.component.properties ?? []).filter(({ name: key }) => key !== 'cdx:npm:package:path'),
  { name: 'knockem:revision', value: revision() },
];
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${file}: ${sbom.components.length} packages`);

/** As build-stamp.ts finds it. */
function revision() {
  if (process.env.KNOCKEM_REVISION) return process.env.KNOCKEM_REVISION;
  try {
    return execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
