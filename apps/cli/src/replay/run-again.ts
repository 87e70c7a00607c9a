import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReplayedRun, ReplayOrder } from '#contracts';
import { type ErrorCode, KnockemError } from '#domain';
import { printablePieces } from '../render/printable';

/** dist/apps, beside which this file is compiled to. */
const APPS = resolve(__dirname, '..', '..', '..');
const PROGRAM = join(APPS, 'executor', 'src', 'replay.js');

interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Has the executor's own program run it, in a process that knows neither gateway nor token. `unwanted` stops the run; when
 * this process dies it is stopped as well. Rejects where no container could be run at all.
 */
export async function runAgain(
  order: ReplayOrder,
  unwanted: AbortSignal,
  say: (sentence: string) => void,
): Promise<ReplayedRun> {
  const file = join(order.directory, 'order.json');
  writeFileSync(file, JSON.stringify(order), { mode: 0o600 });
  const child = spawn(process.execPath, ['--enable-source-maps', PROGRAM, file], {
    env: environmentFor(order),
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C is ours to pass on: the run is stopped in order.
    detached: true,
  });
  const stop = (): void => void child.stdin.end();
  unwanted.addEventListener('abort', stop, { once: true });
  if (unwanted.aborted) stop();
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  const heard = passOn(child.stderr, say).catch(() => undefined);
  const code = await new Promise<number | null>((settle, reject) => {
    child.once('error', reject);
    child.once('close', settle);
  });
  unwanted.removeEventListener('abort', stop);
  await heard;
  return readAnswer(answer, code);
}

/** What the program says may be a registry's or an image's words. */
export async function passOn(
  pieces: AsyncIterable<Uint8Array>,
  say: (sentence: string) => void,
): Promise<void> {
  for await (const text of printablePieces(pieces)) if (text.trim() !== '') say(text.trimEnd());
}

/** What finds programs and caches; no token, no secret. */
function environmentFor({ dockerHost }: ReplayOrder): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR', 'HTTPS_PROXY', 'NO_PROXY'];
  const kept = names.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), ...(dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost }) };
}

function readAnswer(answer: string, code: number | null): ReplayedRun {
  let read: ReplayedRun | { error: Refusal };
  try {
    read = JSON.parse(answer) as typeof read;
  } catch {
    throw new KnockemError(
      'internal',
      `the program that runs the container ended with ${code ?? 'a signal'}`,
    );
  }
  if (!('error' in read)) return read;
  const { code: what, message, ...details } = read.error;
  throw new KnockemError(what, message, details);
}
