import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { KnockemError } from '#domain';

/** A restart after kill -9 may find the old holder still going: it is gone within milliseconds, so wait this long, in s. */
const WAIT_SECONDS = 2;
const BUSY = 75;

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Makes a directory this process's own. The lock is the kernel's (flock), held by a small child that ends when this
 * process ends, however it ends: no stale lock files, and it holds between containers that share a volume, where
 * process ids mean nothing. The child has a session of its own, so a Ctrl-C in the terminal leaves it to us.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const command = ['-F', '-w', String(WAIT_SECONDS), '-E', String(BUSY), join(directory, 'lock')];
  const holder = spawn('flock', [...command, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => holder.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve());
    holder.once('error', () => reject(cannotLock(directory)));
    holder.once('exit', (code) => reject(code === BUSY ? inUse(directory) : cannotLock(directory)));
  });
  holder.stdin.on('error', () => undefined);
  return {
    release: async () => {
      holder.stdin.end();
      await ended;
    },
  };
}

const inUse = (directory: string): KnockemError =>
  new KnockemError('misconfigured', `another executor works in ${directory}`, {
    hint: 'give every executor its own KNOCKEM_EXECUTOR_DIR, or stop the other one',
  });

const cannotLock = (directory: string): KnockemError =>
  new KnockemError('misconfigured', `the executor's directory ${directory} cannot be locked`, {
    hint: 'it must be writable, and the command "flock" must be there (Debian: apt-get install util-linux)',
  });
