import { randomUUID } from 'node:crypto';
import { rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Freed } from '#contracts';
import { removeTree } from '#platform';
import { runCommand } from '../images/run-command';

/** Whoever began to use an image has its run on disk long before this is over, in ms. */
const FRESH_MS = 600_000;

export interface ImagePruning {
  readonly olderThanMs: number;
  /** When it was looked which images are in use: what began to be used later is young, however long this takes. */
  readonly asOfMs: number;
  readonly keepChainIds: ReadonlySet<string>;
  readonly remove: boolean;
  /** Called before an image goes: nobody may be given it any more. */
  readonly forget: (chainId: string) => void;
}

const nameOf = (chainId: string): string => chainId.replace('sha256:', '');

/**
 * When each unpacked image was used last, here in memory and on disk as the time of its directory; and the giving up of
 * those that are not. Whether one goes is decided in one step with the mark that it goes: who begins to use it before is
 * seen, and who comes after waits until it has gone, and unpacks it anew.
 */
export class ImageUse {
  private readonly usedAt = new Map<string, number>();
  private readonly leaving = new Map<string, Promise<unknown>>();

  constructor(private readonly directory: string) {}

  /** Before a root is handed out, and before it is looked for. */
  async begin(chainId: string): Promise<void> {
    const name = nameOf(chainId);
    for (let going = this.leaving.get(name); going; going = this.leaving.get(name)) await going;
    const before = this.usedAt.get(name) ?? 0;
    const now = Date.now();
    if (now - before < FRESH_MS / 2) return;
    this.usedAt.set(name, now);
    // Not there yet: it is unpacked now, and new.
    void utimes(join(this.directory, name), now / 1000, now / 1000).catch(() => undefined);
  }

  async prune(names: readonly string[], pruning: ImagePruning): Promise<Freed> {
    let count = 0;
    let bytes = 0;
    for (const name of names) {
      const home = join(this.directory, name);
      const found = await stat(home).catch(() => undefined);
      if (!found || !this.isFree(name, found.mtimeMs, pruning)) continue;
      const size = await sizeOf(home);
      if (pruning.remove && !(await this.removeIfFree(name, found.mtimeMs, pruning))) continue;
      count += 1;
      bytes += size;
    }
    return { count, bytes };
  }

  private isFree(name: string, onDiskMs: number, pruning: ImagePruning): boolean {
    const { olderThanMs, asOfMs, keepChainIds } = pruning;
    if (keepChainIds.has(`sha256:${name}`)) return false;
    const usedAt = Math.max(onDiskMs, this.usedAt.get(name) ?? 0);
    return asOfMs - usedAt > Math.max(olderThanMs, FRESH_MS);
  }

  private async removeIfFree(name: string, onDiskMs: number, pruning: ImagePruning): Promise<boolean> {
    if (!this.isFree(name, onDiskMs, pruning) || this.leaving.has(name)) return false;
    pruning.forget(`sha256:${name}`);
    const aside = join(this.directory, `.${randomUUID()}`);
    const going = rename(join(this.directory, name), aside).finally(() => this.leaving.delete(name));
    this.leaving.set(
      name,
      going.catch(() => undefined),
    );
    await going;
    await removeTree(aside);
    return true;
  }
}

/** Of all files below, as the disk has them; links to one file count once. */
async function sizeOf(path: string): Promise<number> {
  const said = await runCommand('du', ['-sk', path]).catch(() => '0');
  return Number.parseInt(said, 10) * 1024;
}
