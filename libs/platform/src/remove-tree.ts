import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An image may hold directories without write permission, which stop an ordinary user's removal. */
export async function removeTree(path: string): Promise<void> {
  const remove = (): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 5 });
  try {
    await remove();
  } catch {
    await run('chmod', ['-R', 'u+rwX', path]).catch(() => undefined);
    await remove();
  }
}
