import { PassThrough, Writable, type Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { ServedContainer } from '../../application/container-runtime';

/** The daemon ends the connection a little before it notes the container's end, in ms. */
const END_IS_NOTED_MS = 5000;
/** The first room for what is said, in bytes; it doubles up to the cap. */
const FIRST_ROOM = 4096;
/** More than PID 1's last word can have, in bytes. */
const LAST_WORD_BYTES = 128;

type Attachable = Pick<Docker.Container, 'wait'>;
type Demux = (from: Duplex, stdout: Writable, stderr: Writable) => void;

/** Our ends of a container that serves, on the connection that is attached to it; stderr is kept here, up to its cap. */
export class ServedAttachment implements ServedContainer {
  readonly stdout = new PassThrough();
  private said = Buffer.alloc(0);
  private saidBytes = 0;
  /** Of all that was said, also beyond the cap. */
  private tail = Buffer.alloc(0);
  private readonly over: Promise<void>;

  constructor(
    private readonly container: Attachable,
    /** The daemon ends the container's input when this ends, also with this process. */
    readonly stdin: Duplex,
    demux: Demux,
    private readonly nonce: string,
    private readonly capBytes: number,
  ) {
    const stderr = new Writable({
      write: (bytes: Buffer, _, done) => {
        this.keep(bytes);
        done();
      },
    });
    demux(stdin, this.stdout, stderr);
    this.over = new Promise((resolve) => {
      stdin
        .on('error', () => resolve())
        .on('end', () => resolve())
        .on('close', () => resolve());
    });
    void this.over.then(() => this.closeStdout());
  }

  /** Before its start: nothing it says is missed. */
  static async to(container: Docker.Container, nonce: string, capBytes: number): Promise<ServedAttachment> {
    const options = { stream: true, hijack: true, stdin: true, stdout: true, stderr: true };
    const stream = (await container.attach(options)) as unknown as Duplex;
    const modem = container.modem as { demuxStream: Demux };
    return new ServedAttachment(container, stream, modem.demuxStream.bind(modem), nonce, capBytes);
  }

  /** What the program has said. */
  get output(): Buffer {
    const wordBytes = this.word?.[0].length ?? 0;
    return this.said.subarray(0, Math.min(this.kept, this.saidBytes - wordBytes));
  }

  /** The exit code in PID 1's last word, once the connection is over. Undefined: PID 1 never came to it. */
  async lastWord(): Promise<number | undefined> {
    await within(this.over);
    return this.word && Number(this.word[1]);
  }

  /** It was never started. */
  close(): void {
    this.stdin.destroy();
    this.stdout.end();
  }

  private get word(): RegExpExecArray | undefined {
    return new RegExp(`\\n${this.nonce} E (\\d+)\\n$`).exec(this.tail.toString('latin1')) ?? undefined;
  }

  private get kept(): number {
    return Math.min(this.saidBytes, this.capBytes);
  }

  /** In order when the container has ended; else it was the connection that broke. */
  private async closeStdout(): Promise<void> {
    if (this.word || this.stdout.writableEnded || (await this.hasEnded())) this.stdout.end();
    else this.stdout.destroy(new Error('the connection to the container broke'));
  }

  private async hasEnded(): Promise<boolean> {
    const noted = this.container.wait().then(
      () => true,
      ({ statusCode }: { statusCode?: number }) => statusCode === 404,
    );
    return (await within(noted)) === true;
  }

  private keep(bytes: Buffer): void {
    const taken = bytes.subarray(0, Math.max(0, this.capBytes - this.saidBytes));
    if (taken.length > 0) {
      this.makeRoom(this.saidBytes + taken.length);
      taken.copy(this.said, this.saidBytes);
    }
    this.saidBytes += bytes.length;
    this.tail = Buffer.concat([this.tail, bytes.subarray(-LAST_WORD_BYTES)]).subarray(-LAST_WORD_BYTES);
  }

  private makeRoom(bytes: number): void {
    if (bytes <= this.said.length) return;
    const room = Buffer.alloc(Math.min(this.capBytes, Math.max(bytes, FIRST_ROOM, this.said.length * 2)));
    this.said.copy(room);
    this.said = room;
  }
}

async function within<T>(promise: Promise<T>): Promise<T | undefined> {
  const abort = new AbortController();
  const bound = pause(END_IS_NOTED_MS, undefined, { signal: abort.signal, ref: false }).catch(
    () => undefined,
  );
  return Promise.race([promise, bound]).finally(() => abort.abort());
}
