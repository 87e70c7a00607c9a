import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunSpecification } from '../application/container-runtime';

const REGISTER = resolve('libs/testing/src/typescript-hook.cjs');

/** Arguments of `node` that run a TypeScript file of this house without a build. */
export const fromSource = (file: string): string[] => [
  process.execPath,
  '--conditions=knockem-source',
  '-r',
  REGISTER,
  file,
];

/** Starts a run from a process of its own and ends that process with SIGKILL. `prefix`: a command that starts it, such as setpriv. */
export async function startAndDie(
  adapter: { readonly module: string; readonly className: string; readonly options: object },
  run: RunSpecification,
  prefix: readonly string[] = [],
): Promise<void> {
  const runFile = join(tmpdir(), `knockem-run-${run.attemptId}.json`);
  writeFileSync(runFile, JSON.stringify(run), { mode: 0o644 });
  const script = resolve(__dirname, 'container-runtime-dies.conformance.ts');
  const options = JSON.stringify(adapter.options);
  const command = [...prefix, ...fromSource(script), adapter.module, adapter.className, options, runFile];
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  try {
    const exited = once(child, 'exit').then(() => Promise.reject(new Error(`the executor ended: ${said}`)));
    exited.catch(() => undefined);
    await Promise.race([once(child.stdout, 'data'), exited]);
    const gone = once(child, 'close');
    child.kill('SIGKILL');
    await gone;
  } finally {
    rmSync(runFile, { force: true });
  }
}
