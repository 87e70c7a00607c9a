import { join, resolve } from 'node:path';
import { runService } from '#platform';
import { CrunRuntime } from './adapters/crun/crun-runtime';
import { fromSource } from './adapters/start-and-die.conformance';
import { ExecutorModule } from './executor.module';

/** The executor's `main.ts` on crun from source: the runner, a process of its own, needs no build either. */
void runService({
  name: 'executor',
  module: (configuration) =>
    ExecutorModule.on(
      configuration,
      async () =>
        new CrunRuntime({
          directory: join(configuration.executor.directory, 'runtime'),
          imagesDirectory: configuration.imagesDir,
          allowUnlimited: configuration.executor.allowUnlimited,
          runnerCommand: fromSource(resolve(__dirname, 'adapters', 'crun', 'runner', 'main.ts')),
        }),
    ),
});
