import { lstat, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Reads a file of an unpacked image. A symbolic link could lead out of it to the host's file: then it counts as absent. */
export async function readImageFile(root: string, path: string): Promise<string | undefined> {
  const file = join(root, path);
  for (const step of [dirname(file), file]) {
    const stats = await lstat(step).catch(() => undefined);
    if (!stats || stats.isSymbolicLink()) return undefined;
  }
  return readFile(file, 'utf8');
}
