import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplayedRun } from '#contracts';
import { KnockemError } from '#domain';

const NAMES: readonly ReplayedRun['files'][number][] = ['output.txt', 'result.json', 'blob'];

/** Made, and found to be writable, before anything runs. What an earlier replay left there goes; a link, not its target. */
export function openOutDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK | constants.X_OK);
    for (const name of NAMES) rmSync(join(directory, name), { force: true });
  } catch (error) {
    throw new KnockemError('invalid', `nothing can be saved in ${directory}: ${(error as Error).message}`, {
      hint: 'name a directory of your own with --out',
    });
  }
}
