import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { ServedContainer } from '../../application/container-runtime';
import { runCommand } from '../images/run-command';
import type { RunDirectory } from './executor-directory';

const { O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;

/**
 * Our ends of a container that serves: named pipes beside its run, so that nothing stands between it and this process,
 * and so that its input ends when this process does, however that ends.
 */
export class ServePipes {
  /** Keeps the input open until the container has its own end of it. */
  private readonly hold: number;
  private readonly stdin: number;
  private readonly stdout: number;

  /** Opened by us first: the runner then finds both sides of either pipe. */
  constructor(directory: RunDirectory) {
    this.hold = openSync(directory.stdin, O_RDWR | O_NONBLOCK);
    this.stdin = openSync(directory.stdin, O_WRONLY | O_NONBLOCK);
    this.stdout = openSync(directory.stdout, O_RDONLY | O_NONBLOCK);
  }

  /** Anybody may open them again (as /dev/stdin): the directory around them is closed to all but root. */
  static async make(stdin: string, stdout: string): Promise<void> {
    await runCommand('mkfifo', ['-m', '666', stdin, stdout]);
  }

  /** The container has been started: what it does to its ends is seen from now on. */
  opened(): ServedContainer {
    const stdin = new Socket({ fd: this.stdin, readable: false, writable: true });
    const stdout = new Socket({ fd: this.stdout, readable: true, writable: false });
    closeSync(this.hold);
    return { stdin, stdout };
  }

  close(): void {
    for (const fd of [this.hold, this.stdin, this.stdout]) closeSync(fd);
  }
}
