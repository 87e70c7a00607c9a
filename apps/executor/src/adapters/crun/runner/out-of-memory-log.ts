import { closeSync, constants, openSync, readSync } from 'node:fs';

/**
 * Tells which containers met their memory limit, from the kernel's log: crun removes a container's cgroup, and the
 * counter in it, before it returns. The kernel names the cgroup (`oom_memcg=/knockem-ID,`) at most ten times in five
 * seconds; when it named fewer than it ended processes, `uncertain` is true and the caller judges by the exit code.
 */
export class OutOfMemoryLog {
  private readonly log = openLog();
  private readonly named = new Set<string>();
  private killed = 0;
  private announced = 0;
  private readonly buffer = Buffer.alloc(8192);

  sawLimitOf(cgroup: string): boolean {
    this.readOn();
    return this.named.delete(cgroup);
  }

  get uncertain(): boolean {
    return this.log === undefined || this.killed > this.announced;
  }

  close(): void {
    if (this.log !== undefined) closeSync(this.log);
  }

  private readOn(): void {
    for (let record = this.next(); record !== undefined; record = this.next()) {
      const cgroup = /oom_memcg=[^,]*\/(knockem-[0-9a-f-]+),/.exec(record)?.[1];
      if (cgroup) this.named.add(cgroup);
      if (record.includes('oom-kill:constraint=CONSTRAINT_MEMCG')) this.announced++;
      else if (/Memory cgroup out of memory: Killed process/.test(record)) this.killed++;
    }
  }

  /** One record a read; EAGAIN at the end, EPIPE when records were overwritten before we came (then the next follows). */
  private next(): string | undefined {
    if (this.log === undefined) return undefined;
    try {
      return this.buffer.toString('utf8', 0, readSync(this.log, this.buffer, 0, this.buffer.length, null));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPIPE' ? '' : undefined;
    }
  }
}

/** From now on: the log's past is not ours. */
function openLog(): number | undefined {
  try {
    const fd = openSync('/dev/kmsg', constants.O_RDONLY | constants.O_NONBLOCK);
    const scratch = Buffer.alloc(8192);
    for (;;) {
      try {
        readSync(fd, scratch, 0, scratch.length, null);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EPIPE') return fd;
      }
    }
  } catch {
    return undefined;
  }
}
