import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from '#testing';

const BLOCK = Buffer.alloc(4096, 1);

/** What the disk takes for one block appended and synced, in ms: no durable answer can come sooner. */
export function syncTimes(count: number): number[] {
  using directory = tempDirectory('knockem-disk-');
  const file = openSync(join(directory.path, 'block'), 'a');
  try {
    return Array.from({ length: count }, () => {
      const began = performance.now();
      writeSync(file, BLOCK);
      fsyncSync(file);
      return performance.now() - began;
    });
  } finally {
    closeSync(file);
  }
}
