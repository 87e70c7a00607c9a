import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Blobs } from '#messaging';

/** Puts the blobs of a backup, which `knockem restore` left in this directory, on the bus; then they go. How many. */
export async function putRestoredBlobs(blobs: Pick<Blobs, 'put'>, directory: string): Promise<number> {
  if (!existsSync(directory)) return 0;
  const names = readdirSync(directory);
  for (const name of names) {
    await blobs.put(readFileSync(join(directory, name)));
    rmSync(join(directory, name));
  }
  rmSync(directory, { recursive: true });
  return names.length;
}
