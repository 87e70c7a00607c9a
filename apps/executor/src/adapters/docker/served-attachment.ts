import { PassThrough, type Duplex } from 'node:stream';
import type Docker from 'dockerode';
import type { ServedContainer } from '../../application/container-runtime';

/** Our ends of a container that serves, on the connection that is attached to it; stderr is kept here, up to its cap. */
export class ServedAttachment implements ServedContainer {
  readonly stdout = new PassThrough();
  private readonly said: Buffer[] = [];
  private saidBytes = 0;

  private constructor(
    /** The daemon ends the container's input when this ends, also with this process. */
    readonly stdin: Duplex,
    modem: { demuxStream(from: Duplex, stdout: PassThrough, stderr: PassThrough): void },
    capBytes: number,
  ) {
    const stderr = new PassThrough().on('data', (bytes: Buffer) => this.keep(bytes, capBytes));
    modem.demuxStream(stdin, this.stdout, stderr);
    const over = (): void => void this.stdout.end();
    stdin.on('error', over).on('end', over).on('close', over);
  }

  /** Before its start: nothing it says is missed. */
  static async to(container: Docker.Container, capBytes: number): Promise<ServedAttachment> {
    const options = { stream: true, hijack: true, stdin: true, stdout: true, stderr: true };
    const stream = await container.attach(options);
    return new ServedAttachment(stream as unknown as Duplex, container.modem as never, capBytes);
  }

  get output(): Buffer {
    return Buffer.concat(this.said);
  }

  /** It was never started. */
  close(): void {
    this.stdin.destroy();
    this.stdout.end();
  }

  private keep(bytes: Buffer, capBytes: number): void {
    const taken = bytes.subarray(0, capBytes - this.saidBytes);
    this.saidBytes += taken.length;
    if (taken.length > 0) this.said.push(taken);
  }
}
