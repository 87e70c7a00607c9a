// Real: crun, skopeo, umoci, containers, the runner as a process of its own, cgroups. Mocked: nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tempDirectory, waitFor } from '#testing';
import { describeContainerRuntime, type ConformanceHarness } from '../container-runtime.conformance';
import { fromSource, startAndDie } from '../start-and-die.conformance';
import { missingPrograms } from './crun-host';
import { CrunRuntime } from './crun-runtime';

const missing = missingPrograms().map(({ program }) => program);
const isRoot = process.getuid?.() === 0;

if (missing.length > 0 || !isRoot) {
  const why = isRoot ? `not installed: ${missing.join(', ')}` : 'not root';
  it.skip(`container runtime crun as root (${why})`, () => undefined);
} else {
  describeContainerRuntime('crun as root', makeHarness);
}

async function makeHarness(imagesDirectory: string): Promise<ConformanceHarness> {
  const directory = tempDirectory();
  const runnerCommand = fromSource(resolve(__dirname, 'runner', 'main.ts'));
  const options = { directory: directory.path, imagesDirectory, runnerCommand };
  return {
    limitsHold: true,
    ownUsers: true,
    open: async () => {
      const runtime = new CrunRuntime(options);
      await runtime.check();
      return runtime;
    },
    startAndDie: (run) =>
      startAndDie({ module: resolve(__dirname, 'crun-runtime.ts'), className: 'CrunRuntime', options }, run),
    leftovers: async (attemptIds) =>
      attemptIds.flatMap((attemptId) => leftoversOf(directory.path, attemptId)),
    close: async () => {
      await waitFor(() => processesWith(directory.path).length === 0, {
        timeoutMs: 15_000,
        message: 'the runner to end',
      });
      directory.remove();
    },
  };
}

function leftoversOf(directory: string, attemptId: string): string[] {
  const cgroups = readdirSync('/sys/fs/cgroup').filter((name) => name !== 'unified');
  return [
    ...processesWith(attemptId).map((pid) => `process ${pid}`),
    ...processesInCgroup(attemptId).map((pid) => `process ${pid}`),
    ...cgroups.flatMap((name) => entriesWith(join('/sys/fs/cgroup', name), attemptId)),
    ...entriesWith(join(directory, 'runs'), attemptId),
    ...entriesWith(join(directory, 'state'), attemptId),
    ...readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(directory)),
  ];
}

const entriesWith = (directory: string, text: string): string[] =>
  readdirSync(directory)
    .filter((name) => name.includes(text))
    .map((name) => join(directory, name));

const pids = (): string[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));

const processesWith = (text: string): string[] =>
  pids().filter((pid) => readProc(pid, 'cmdline').includes(text));

const processesInCgroup = (attemptId: string): string[] =>
  pids().filter((pid) => readProc(pid, 'cgroup').includes(attemptId));

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
