import { readFileSync } from 'node:fs';
import type { ContainerRuntime, RunSpecification } from '../application/container-runtime';

/**
 * A process that opens a runtime, starts one run, says so and then waits for its end by SIGKILL.
 * Arguments: module with the adapter, its class, its options (JSON), a file with the run (JSON).
 */
async function main(): Promise<void> {
  const [modulePath = '', className = '', options = '', runFile = ''] = process.argv.slice(2);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const loaded = require(modulePath) as Record<string, new (options: unknown) => ContainerRuntime>;
  const Runtime = loaded[className];
  if (!Runtime) throw new Error(`${modulePath} has no ${className}`);
  const runtime = new Runtime(JSON.parse(options));
  await runtime.start(JSON.parse(readFileSync(runFile, 'utf8')) as RunSpecification);
  process.stdout.write('started\n');
  setInterval(() => undefined, 60_000);
}

void main();
