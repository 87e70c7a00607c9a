import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory } from './temp-directory';

const PAGE_BYTES = 4096;

/** Why no SmallDisk can be had; undefined = it can. Only root may mount, and not in every container. */
export function whyNoSmallDisk(): string | undefined {
  try {
    new SmallDisk('1m').remove();
    return undefined;
  } catch {
    return 'a small file system cannot be mounted here';
  }
}

/** A file system of its own (in memory), which can be filled and given room again. */
export class SmallDisk {
  /** Where it is mounted; removed with it. */
  readonly path: string;
  private readonly filler: string;

  /** `size` as mount(8) takes it: 128m. `path`: a directory to be; absent: a temporary one. */
  constructor(size: string, path?: string) {
    this.path = path ?? tempDirectory('knockem-disk-').path;
    this.filler = join(this.path, 'filler');
    mkdirSync(this.path, { recursive: true });
    try {
      mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', this.path);
    } catch (error) {
      this.removeDirectory();
      throw error;
    }
  }

  /** Leaves room for so many pages of 4 KiB. */
  fill(leavePages = 0): void {
    const { bavail, bsize } = statfsSync(this.path);
    appendFileSync(this.filler, Buffer.alloc(bavail * bsize - leavePages * PAGE_BYTES));
  }

  giveRoom(): void {
    rmSync(this.filler, { force: true });
  }

  resize(size: string): void {
    mount('-o', `remount,size=${size}`, this.path);
  }

  /** Also while something there is open. */
  remove(): void {
    execFileSync('umount', ['-l', this.path]);
    this.removeDirectory();
  }

  private removeDirectory(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const mount = (...args: string[]): void => void execFileSync('mount', args, { stdio: 'ignore' });
