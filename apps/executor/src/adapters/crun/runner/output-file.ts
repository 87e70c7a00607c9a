import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { isDiskFull } from '../../disk/disk-room';

/**
 * Copies what a container writes into its output file up to the cap, and drops the rest: the container neither
 * blocks nor fails, not on a full disk either. Bytes are in the file as soon as they are read, so that others can follow.
 */
export class OutputFile {
  private readonly file: number;
  private readonly reader: Socket;
  private readonly ended: Promise<void>;
  private left: number;
  /** The disk was full: something is missing below the cap. */
  isCut = false;

  constructor(pipe: string, file: string, capBytes: number) {
    this.left = capBytes;
    this.file = openSync(file, 'a', 0o644);
    this.reader = new Socket({
      fd: openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK),
      readable: true,
      writable: false,
    });
    this.reader.on('data', (bytes) => this.keep(bytes)).on('error', () => undefined);
    this.ended = new Promise((resolve) => this.reader.once('close', () => resolve()));
  }

  /** All writers are gone with the container; the bound is for a pipe that something else still holds. */
  async close(): Promise<void> {
    const bound = setTimeout(() => this.reader.destroy(), 2000);
    await this.ended;
    clearTimeout(bound);
    closeSync(this.file);
  }

  private keep(bytes: Buffer): void {
    const taken = bytes.subarray(0, this.left);
    this.left -= taken.length;
    if (taken.length === 0) return;
    try {
      if (writeSync(this.file, taken) < taken.length) this.isCut = true;
    } catch (error) {
      if (!isDiskFull(error as Error)) throw error;
      this.isCut = true;
    }
  }
}
