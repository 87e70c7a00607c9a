import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StrikeParts } from './parts';

const BOUND_MS = 20_000;
const LOOK_MS = 50;
const MAIN = resolve(__dirname, '..', '..', 'dist', 'apps', 'scheduler', 'src', 'main.js');

/** Must refuse to start beside the first one, on its database. */
export async function secondScheduler({ stack, violations, count }: StrikeParts): Promise<void> {
  const first = stack.service('scheduler');
  // Before it has answered, the first one does not hold the database yet, and the second may rightly be quicker.
  if (!first.isReady) return count('second scheduler, when there was none');
  count('second scheduler');
  const env = { ...process.env, KNOCKEM_NATS_URL: stack.natsUrl, KNOCKEM_DATA_DIR: stack.dataDir };
  const { starts } = first;
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  const gone = once(child, 'exit');
  const isAlone = (): boolean => first.starts === starts && first.isAlive;
  const isServing = (): boolean => said.includes('scheduler is ready');
  const until = performance.now() + BOUND_MS;
  // Where the first one is struck meanwhile, the second may rightly take its place: it must not be in the way.
  while (child.exitCode === null && isAlone() && !isServing() && performance.now() < until)
    await pause(LOOK_MS);
  if (isAlone() && (isServing() || child.exitCode === 0))
    violations.add('one database serves one scheduler', `a second one went to work: ${said}`);
  child.kill('SIGKILL');
  await gone;
}
