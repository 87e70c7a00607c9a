// In the place of adapters/choose-runtime in the executors of a bench (bench-executor.mjs): a runtime without containers.
// Every competition ends after BENCH_SLEEP_MS of its environment, else after what the parent last said ({ sleepMs }), else at
// once, with a result that its template accepts. The image `bench/sites-N:1` has N sites. Runs whose environment holds
// BENCH_TELL are told to the parent, their times on the monotonic clock of this machine, in ms.
const { performance } = require('node:perf_hooks');
const { clearTimeout } = require('node:timers');

const TELL_EVERY_MS = 20;

const containers = new Map();
let sleepMs = 0;
let told = [];
process.on('message', (message) => (sleepMs = message.sleepMs ?? sleepMs));
// The channel to the parent must not keep an executor alive that wants to end.
process.channel?.unref();

const now = () => Number(process.hrtime.bigint()) / 1e6;

function tell(kind, run) {
  if (!run.env.BENCH_TELL) return;
  const { submissionId, attemptId } = run;
  if (told.push({ kind, at: now(), submissionId, attemptId, isInspection: isInspection(run) }) > 1) return;
  setTimeout(() => {
    process.send?.({ told });
    told = [];
  }, TELL_EVERY_MS).unref();
}

const isInspection = ({ template }) => template.entry.includes('inspect');

function resultOf(run) {
  if (isInspection(run)) {
    const sites = Number(/sites-(\d+)/.exec(run.template.imageRef)?.[1] ?? 100);
    return { numSites: sites, serves: false, warnings: [] };
  }
  const noise = Number(run.env.KNOCKEM_SEED ?? 0) % 21;
  return { updatesElapsed: 100, numAlpha: 500 + noise - 10, numBeta: 500, warnings: [] };
}

class NoContainers {
  name = 'none';

  async check() {
    return { name: this.name, arch: 'amd64', capacity: { cpus: 64, memoryMb: 65536 }, limitsNotHeld: [] };
  }

  async prepare(imageRef) {
    return { imageRef, chainId: `sha256:${'b'.repeat(64)}`, arch: 'amd64', hasShell: true };
  }

  async start(run) {
    const container = { run, began: performance.now(), startedAt: new Date().toISOString() };
    const sleep = isInspection(run) ? 0 : Number(run.env.BENCH_SLEEP_MS ?? sleepMs);
    container.ended = new Promise((resolve) => (container.end = resolve));
    containers.set(run.attemptId, container);
    tell('start', run);
    if (sleep === 0) this.end(container);
    else container.timer = setTimeout(() => this.end(container), sleep);
  }

  end(container, how = { exitCode: 0 }) {
    if (container.how) return;
    container.how = how;
    clearTimeout(container.timer);
    tell('end', container.run);
    container.end();
  }

  async wait(attemptId) {
    const container = containers.get(attemptId);
    if (!container)
      return { timedOut: false, outOfMemory: false, startedAt: new Date().toISOString(), durationMs: 0 };
    await container.ended;
    const durationMs = performance.now() - container.began;
    return {
      ...container.how,
      timedOut: false,
      outOfMemory: false,
      startedAt: container.startedAt,
      durationMs,
    };
  }

  async stop(attemptId) {
    const container = containers.get(attemptId);
    if (container) this.end(container, { exitCode: 137 });
  }

  async collect(attemptId) {
    const result = Buffer.from(JSON.stringify(resultOf(containers.get(attemptId).run)));
    return { result, output: '', warnings: [] };
  }

  async readOutput(_attemptId, offset) {
    return { text: '', offset };
  }

  async remove(attemptId) {
    await this.stop(attemptId);
    containers.delete(attemptId);
  }

  async list() {
    return [...containers.values()].map(({ run, how }) => ({
      attemptId: run.attemptId,
      executorId: run.executorId,
      stackId: run.stackId,
      state: how ? 'exited' : 'running',
      note: run.note,
    }));
  }

  async close() {}
}

exports.chooseRuntime = async () => new NoContainers();
