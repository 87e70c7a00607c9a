/**
 * Containers per second of the crun adapter against a bare loop of `crun run` on the same image, as root:
 *
 *     node --conditions=knockem-source -r ./libs/testing/src/typescript-hook.cjs bench/container-runtime.ts
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PreparedImage, RunSpecification } from '../apps/executor/src/application/container-runtime';
import { writeConformanceImages } from '../apps/executor/src/adapters/container-runtime-images.conformance';
import { inspectHost, namespaceScript } from '../apps/executor/src/adapters/crun/crun-host';
import { CrunRuntime } from '../apps/executor/src/adapters/crun/crun-runtime';
import { fromSource } from '../apps/executor/src/adapters/start-and-die.conformance';

const RUNS = Number(process.argv[2] ?? 200);
const CONCURRENCY = [1, 2, 4];
const IMAGE = 'knockem-test/plain:1';

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'knockem-bench-'));
  const images = join(directory, 'images');
  await writeConformanceImages(images);
  const runner = fromSource(resolve('apps/executor/src/adapters/crun/runner/main.ts'));
  const runtime = new CrunRuntime({
    directory: join(directory, 'x'),
    imagesDirectory: images,
    runnerCommand: runner,
  });
  try {
    await runtime.check();
    const image = await runtime.prepare(IMAGE);
    const bundle = await bundleOfARun(runtime, image, directory);
    await manyRuns(runtime, image, 20, 4);
    for (let series = 1; series <= 3; series++) {
      for (const concurrency of CONCURRENCY) {
        const raw = await measure(async () => rawLoop(bundle, concurrency));
        const ours = await measure(() => manyRuns(runtime, image, RUNS, concurrency), runnerCpu(directory));
        const share = ((100 * ours.perSecond) / raw.perSecond).toFixed(0);
        console.log(
          `${concurrency} at a time: bare ${describe(raw)}, adapter ${describe(ours)}: ${share} % of the rate`,
        );
      }
    }
  } finally {
    await runtime.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Measured {
  readonly perSecond: number;
  readonly cpuMs: number;
}

const describe = ({ perSecond, cpuMs }: Measured): string =>
  `${perSecond.toFixed(0)}/s (${cpuMs.toFixed(1)} ms of CPU a run)`;

/** `work` may tell the CPU time, in ms, of what it started and awaited; `others` that of a process beside us. */
async function measure(work: () => Promise<number | void>, others = (): number => 0): Promise<Measured> {
  const [began, cpu, before] = [performance.now(), process.cpuUsage(), others()];
  const told = (await work()) ?? 0;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = told + others() - before + (user + system) / 1000;
  return { perSecond: RUNS / ((performance.now() - began) / 1000), cpuMs: cpuMs / RUNS };
}

/** CPU time of the runner and of all it has awaited, in ms (a kernel's tick is 10). */
function runnerCpu(directory: string): () => number {
  const isRunner = (pid: string): boolean => {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return line.includes(join('runner', 'main.ts')) && line.includes(directory);
  };
  const pid = readdirSync('/proc').find(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid && isRunner(name),
  );
  return () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
  };
}

/** start, wait, collect and remove: all that an executor asks of a run. */
async function manyRuns(
  runtime: CrunRuntime,
  image: PreparedImage,
  count: number,
  concurrency: number,
): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const run = specification(image);
      await runtime.start(run);
      const end = await runtime.wait(run.attemptId);
      if (end.exitCode !== 0) throw new Error(JSON.stringify(end));
      await runtime.collect(run.attemptId);
      await runtime.remove(run.attemptId);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

/** The same configuration, with a work directory of its own, in shell loops: no adapter, no deadline, no result. */
function rawLoop(bundle: string, concurrency: number): Promise<number> {
  const each = Math.floor(RUNS / concurrency);
  const loop = `i=0; while [ $i -lt ${each} ]; do crun --root=${bundle}/state --cgroup-manager=cgroupfs run --bundle ${bundle}/$lane bare-$lane-$i >/dev/null || exit 1; i=$((i+1)); done`;
  const lanes = Array.from({ length: concurrency }, (_, lane) => `(lane=${lane}; ${loop}) &`).join(' ');
  const script = namespaceScript(inspectHost()).replace('exec "$@"', `${lanes} wait; times`);
  return new Promise((done, failed) => {
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn('unshare', ['--mount', '--propagation', 'slave', 'sh', '-c', script], {
      stdio: [...stdio],
    });
    let said = '';
    child.stdout?.on('data', (text) => (said += String(text)));
    child.once('close', (code) =>
      code === 0 ? done(cpuTold(said)) : failed(new Error(`bare loop: ${code}`)),
    );
  });
}

/** The shell's `times`: the second line is its children's, such as `0m1.20s 0m3.4s`. */
function cpuTold(said: string): number {
  const [, children = ''] = said.trim().split('\n');
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, m, s]) => sum + Number(m) * 60_000 + Number(s) * 1000,
    0,
  );
}

async function bundleOfARun(runtime: CrunRuntime, image: PreparedImage, directory: string): Promise<string> {
  const run = specification(image);
  await runtime.start(run);
  await runtime.wait(run.attemptId);
  const file = join(directory, 'x', 'runs', run.attemptId, 'config.json');
  const configuration = JSON.parse(readFileSync(file, 'utf8')) as {
    mounts: { destination: string; source: string }[];
    linux: { cgroupsPath: string };
  };
  for (let lane = 0; lane < Math.max(...CONCURRENCY); lane++) {
    const bundle = join(directory, 'bare', String(lane));
    mkdirSync(join(bundle, 'work'), { recursive: true });
    const work = configuration.mounts.find(({ destination }) => destination === '/knockem/work');
    if (work) work.source = join(bundle, 'work');
    configuration.linux.cgroupsPath = `/knockem-bare-${lane}`;
    writeFileSync(join(bundle, 'config.json'), JSON.stringify(configuration));
  }
  await runtime.remove(run.attemptId);
  return join(directory, 'bare');
}

function specification(image: PreparedImage): RunSpecification {
  const argv = ['/bin/true'];
  return {
    attemptId: randomUUID(),
    competitionId: randomUUID(),
    submissionId: randomUUID(),
    stackId: randomUUID(),
    executorId: randomUUID(),
    image,
    argv,
    env: {},
    inputs: [],
    timeoutSeconds: 60,
    note: '',
    template: {
      imageRef: IMAGE,
      entry: argv,
      env: {},
      inputs: [],
      resources: { cpus: 1, memoryMb: 64 },
      network: 'none',
      timeoutSeconds: 60,
      stdoutCapBytes: 1 << 20,
      collect: { kind: 'json', resultFile: '/knockem/work/result.json' },
    },
  };
}

void main();
