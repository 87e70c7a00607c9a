import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ContainerRuntime, RunSpecification } from '../application/container-runtime';

/**
 * A process that opens a runtime, starts one run (one that serves is asked a line), says so and then waits for its end
 * by SIGKILL.
 * Arguments: module with the adapter, its class, its options (JSON), a file with the run (JSON).
 */
async function main(): Promise<void> {
  const [modulePath = '', className = '', options = '', runFile = ''] = process.argv.slice(2);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const loaded = require(modulePath) as Record<string, new (options: unknown) => ContainerRuntime>;
  const Runtime = loaded[className];
  if (!Runtime) throw new Error(`${modulePath} has no ${className}`);
  const runtime = new Runtime(JSON.parse(options));
  const run = JSON.parse(readFileSync(runFile, 'utf8')) as RunSpecification;
  if (run.template.serve) await ask(runtime, run);
  else await runtime.start(run);
  process.stdout.write('started\n');
  setInterval(() => undefined, 60_000);
}

async function ask(runtime: ContainerRuntime, run: RunSpecification): Promise<void> {
  const { stdin, stdout } = await runtime.serve(run);
  stdin.write('asked\n');
  await once(stdout, 'data');
}

void main();
