// Real: crun, skopeo, umoci, containers, the runner as a process of its own, cgroups. Mocked: nothing.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tempDirectory, waitFor } from '#testing';
import { type ConformanceHarness, describeContainerRuntime } from '../container-runtime.conformance';
import { CONFORMANCE_PLATFORM } from '../container-runtime-images.conformance';
import { fromSource, startAndDie } from '../start-and-die.conformance';
import { leftoversOf, processesWith, whyNoCrun } from './crun-harness.conformance';
import { CrunRuntime } from './crun-runtime';
import { RunnerClient } from './runner-client';

const why = whyNoCrun();
if (why) it.skip(`container runtime crun as root (${why})`, () => undefined);
else describeContainerRuntime('crun as root', makeHarness);

async function makeHarness(imagesDirectory: string): Promise<ConformanceHarness> {
  const directory = tempDirectory();
  const runnerCommand = fromSource(resolve(__dirname, 'runner', 'main.ts'));
  const options = {
    directory: directory.path,
    imagesDirectory,
    runnerCommand,
    platform: CONFORMANCE_PLATFORM,
  };
  const adapter = { module: resolve(__dirname, 'crun-runtime.ts'), className: 'CrunRuntime', options };
  return {
    open: async () => {
      const runtime = new CrunRuntime(options);
      expect((await runtime.check()).limitsNotHeld).toEqual([]);
      return runtime;
    },
    startAndDie: (run) => startAndDie(adapter, run),
    leftovers: async (attemptIds) =>
      attemptIds.flatMap((attemptId) => leftoversOf(directory.path, attemptId)),
    failNextServe: () =>
      void jest
        .spyOn(RunnerClient.prototype, 'serve')
        .mockRejectedValueOnce(new Error('broken for the spec')),
    // All of them: roots are named by their layers.
    loseImage: async () => rmSync(join(directory.path, 'images'), { recursive: true }),
    close: async () => {
      await waitFor(() => processesWith(directory.path).length === 0, { message: 'the runner to end' });
      directory.remove();
    },
  };
}
