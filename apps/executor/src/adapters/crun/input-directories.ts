import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { KnockemError } from '#domain';
import type { InputFile } from '../../application/container-runtime';
import { SharedWork } from '../images/shared-work';

/** Sets of input files kept after their last run, for the next run of the same template. */
const KEPT = 32;

/** The input files of a template as one directory, made once and shown read-only to all its runs. */
export class InputDirectories {
  private readonly work = new SharedWork<string>();
  /** In the order of last use. */
  private readonly lastUsed = new Set<string>();

  constructor(private readonly directory: string) {}

  keyOf(inputs: readonly InputFile[]): string {
    const lines = inputs.map(({ path, digest, mode }) => JSON.stringify([path, digest, mode]));
    return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
  }

  async provide(inputs: readonly InputFile[]): Promise<{ key: string; path: string }> {
    const key = this.keyOf(inputs);
    this.lastUsed.delete(key);
    this.lastUsed.add(key);
    return { key, path: await this.work.do(key, () => this.make(key, inputs)) };
  }

  /** Removes what no run refers to, but for the sets used last. */
  async sweep(inUse: ReadonlySet<string>): Promise<void> {
    const recent = new Set([...this.lastUsed].slice(-KEPT));
    for (const name of await readdir(this.directory)) {
      if (inUse.has(name) || recent.has(name)) continue;
      await rm(join(this.directory, name), { recursive: true, force: true });
      this.lastUsed.delete(name);
    }
  }

  /** Whole or not at all: built aside, then renamed. */
  private async make(key: string, inputs: readonly InputFile[]): Promise<string> {
    const path = join(this.directory, key);
    if (existsSync(path)) return path;
    const aside = join(this.directory, `.${key}.${randomUUID()}`);
    await mkdir(aside, { recursive: true, mode: 0o755 });
    try {
      for (const input of inputs) await placeInput(aside, input);
      await rename(aside, path);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      if (!existsSync(path)) throw error;
    }
    return path;
  }
}

async function placeInput(directory: string, input: InputFile): Promise<void> {
  const relative = posix.relative('/knockem/in', posix.normalize(input.path));
  if (relative === '' || relative.startsWith('..')) {
    throw new KnockemError('invalid', `An input file stands at ${input.path}; it must be below /knockem/in.`);
  }
  const file = join(directory, relative);
  await mkdir(dirname(file), { recursive: true, mode: 0o755 });
  await copyFile(input.hostFile, file);
  await chmod(file, input.mode & 0o777);
}
