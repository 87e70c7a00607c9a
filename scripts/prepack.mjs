// What `npm pack` and `npm publish` do first: build, and hold every package below ours to the versions and digests that
// were tested. npm reads them from a shrinkwrap, which is the lock file by another name; postpack takes it away again.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

if (!process.env.KNOCKEM_PACK_BUILT) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
const revision = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], {
  encoding: 'utf8',
});
writeFileSync('dist/revision', process.env.KNOCKEM_REVISION ?? revision);
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const shipped = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
const root = { ...lock.packages[''] };
delete root.devDependencies;
const packages = { ...Object.fromEntries(shipped), '': root };
writeFileSync('npm-shrinkwrap.json', `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
