import { execFile } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MAX_WORK_FILES, MAX_WRITABLE_BYTES } from '../../images/collection-limits';

const run = promisify(execFile);

export interface WorkSlot {
  readonly directory: string;
  readonly work: string;
  /** A named pipe for stdout and stderr: unlike a socket it can be opened again as /dev/stderr. */
  readonly output: string;
}

/** So many files are removed at once; more are not waited for by other runs. */
const FEW = 20;

/**
 * Sized work directories, made once and used again, so that a run's start costs no mount. They are mounted in the
 * runner's own mount namespace: nobody else sees them, and they vanish with the last process in it.
 */
export class WorkSlots {
  private readonly free: WorkSlot[] = [];
  private made = 0;

  constructor(private readonly directory: string) {}

  async take(uid: number, gid: number): Promise<WorkSlot> {
    const slot = this.free.pop() ?? (await this.make());
    chownSync(slot.work, uid, gid);
    return slot;
  }

  /** Empties the slot for the next run. One that cannot be emptied is unmounted and forgotten; the next runner removes it. */
  async giveBack(slot: WorkSlot): Promise<void> {
    try {
      const names = readdirSync(slot.work);
      for (const name of names) {
        const path = join(slot.work, name);
        if (names.length > FEW || !removedAtOnce(path)) await rm(path, { recursive: true, force: true });
      }
      // A name that is no text is found by none of these.
      if (readdirSync(slot.work).length > 0) throw new Error('it cannot be emptied');
      chmodSync(slot.work, 0o700);
      this.free.push(slot);
    } catch {
      await run('umount', ['-l', slot.work]).catch(() => undefined);
    }
  }

  /** The runner ends, and none is in use: nothing of them stays on the disk. What cannot go, the next runner removes. */
  async remove(): Promise<void> {
    for (const { directory, work } of this.free.splice(0)) {
      await run('umount', ['-l', work]).catch(() => undefined);
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  private async make(): Promise<WorkSlot> {
    const directory = join(this.directory, `${process.pid}-${++this.made}`);
    const slot = { directory, work: join(directory, 'work'), output: join(directory, 'output') };
    await mkdir(slot.work, { recursive: true });
    const options = `size=${MAX_WRITABLE_BYTES},nr_inodes=${MAX_WORK_FILES},mode=0700,nosuid,nodev`;
    await run('mount', ['-t', 'tmpfs', '-o', options, 'knockem-work', slot.work]);
    await run('mkfifo', [slot.output]);
    await chmod(slot.output, 0o666);
    return slot;
  }
}

/** A file, or a directory of a few files, as most runs leave them; false: it takes more than that. */
function removedAtOnce(path: string): boolean {
  try {
    if (!lstatSync(path).isDirectory()) {
      unlinkSync(path);
      return true;
    }
    const names = readdirSync(path);
    if (names.length > FEW) return false;
    for (const name of names) unlinkSync(join(path, name));
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
