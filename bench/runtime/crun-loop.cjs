// The bare baseline: `crun-loop.cjs DIRECTORY COUNT LANES` runs the bundles of DIRECTORY, one a lane, and prints runs
// per second.
const { spawn } = require('node:child_process');
const { chownSync, mkdirSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const [directory, count, lanes] = process.argv.slice(2);
let left = Number(count);

async function runLane(lane) {
  const bundle = join(directory, 'bundles', String(lane));
  const { uid, gid } = JSON.parse(readFileSync(join(bundle, 'config.json'), 'utf8')).process.user;
  const work = join(bundle, 'work');
  while (left-- > 0) {
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work);
    chownSync(work, uid, gid);
    const options = [`--root=${join(directory, 'state')}`, '--cgroup-manager=cgroupfs'];
    const child = spawn('crun', [...options, 'run', '--bundle', bundle, `bare-${lane}-${left}`]);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`crun ended with ${code}: ${said}`);
  }
}

const began = process.hrtime.bigint();
Promise.all(Array.from({ length: Number(lanes) }, (_, lane) => runLane(lane))).then(() =>
  console.log((Number(count) * 1e9) / Number(process.hrtime.bigint() - began)),
);
