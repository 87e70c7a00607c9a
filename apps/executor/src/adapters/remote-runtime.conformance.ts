import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { trackChild } from '#testing';
import {
  type ContainerRuntime,
  ImageForOtherPlatform,
  ImageUnavailable,
  type ServedContainer,
} from '../application/container-runtime';
import { fromSource } from './start-and-die.conformance';

interface Call {
  readonly seq: number;
  readonly method: keyof ContainerRuntime;
  readonly args: unknown[];
}

interface Answer {
  readonly seq: number;
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** To and from a container that serves, after the answer to its call; without bytes: that end was closed. */
interface Piece {
  readonly of: number;
  readonly base64?: string;
}

/** A runtime in a process of its own, such as another user's: every call of the port goes over its stdin and stdout. */
export function remoteRuntime(
  adapter: { readonly module: string; readonly className: string; readonly options: object },
  prefix: readonly string[],
): ContainerRuntime {
  const program = fromSource(resolve(__dirname, 'remote-runtime.conformance.ts'));
  const command = [...prefix, ...program, adapter.module, adapter.className, JSON.stringify(adapter.options)];
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  trackChild(child, 'remote runtime');
  const waiting = new Map<number, (answer: Answer) => void>();
  const outputs = new Map<number, PassThrough>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as Answer | Piece;
    if ('of' in said) feed(outputs.get(said.of), said);
    else waiting.get(said.seq)?.(said);
  });
  const write = (said: Call | Piece): boolean => child.stdin.write(`${JSON.stringify(said)}\n`);
  let seq = 0;
  const call = async (method: keyof ContainerRuntime, args: unknown[]): Promise<unknown> => {
    const own = ++seq;
    const stdout = new PassThrough();
    if (method === 'serve') outputs.set(own, stdout);
    const answer = await new Promise<Answer>((done) => {
      waiting.set(own, done);
      write({ seq: own, method, args });
    });
    if (answer.error?.name === 'ImageForOtherPlatform') throw new ImageForOtherPlatform(answer.error.message);
    if (answer.error?.name === 'ImageUnavailable') throw new ImageUnavailable(answer.error.message);
    if (answer.error) throw new Error(answer.error.message);
    if (method === 'close') await ended(child);
    if (method === 'serve') return { stdin: pieces(own, write), stdout } satisfies ServedContainer;
    return unpacked(answer.value);
  };
  return new Proxy({} as ContainerRuntime, {
    get: (_, method: string) =>
      method === 'then' ? undefined : (...args: unknown[]) => call(method as keyof ContainerRuntime, args),
  });
}

/** Everything written to it, in pieces. */
const pieces = (of: number, write: (piece: Piece) => void): Writable =>
  new Writable({
    write: (chunk: Buffer, _, done) => {
      write({ of, base64: chunk.toString('base64') });
      done();
    },
    final: (done) => {
      write({ of });
      done();
    },
  });

const feed = (stream: Writable | undefined, { base64 }: Piece): void =>
  void (base64 === undefined ? stream?.end() : stream?.write(Buffer.from(base64, 'base64')));

async function ended(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  if (child.exitCode === null) await once(child, 'exit');
}

/** JSON has no bytes: they travel in base64. */
const packed = (value: unknown): unknown => mapValues(value, pack);
const unpacked = (value: unknown): unknown => mapValues(value, unpack);

const pack = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? { base64: value.toString('base64') } : value;
const unpack = (value: unknown): unknown => {
  const { base64 } = (value ?? {}) as { base64?: string };
  return base64 === undefined ? value : Buffer.from(base64, 'base64');
};

const mapValues = (value: unknown, change: (value: unknown) => unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));

function serve(): void {
  const [modulePath = '', className = '', options = ''] = process.argv.slice(2);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const loaded = require(modulePath) as Record<string, new (options: unknown) => ContainerRuntime>;
  const Runtime = loaded[className];
  if (!Runtime) throw new Error(`${modulePath} has no ${className}`);
  const runtime = new Runtime(JSON.parse(options));
  const tell = (said: Answer | Piece) => process.stdout.write(`${JSON.stringify(said)}\n`);
  const inputs = new Map<number, Writable>();
  createInterface({ input: process.stdin }).on('line', (line) => {
    const said = JSON.parse(line) as Call | Piece;
    if ('of' in said) return feed(inputs.get(said.of), said);
    const { seq, method, args } = said;
    const made = (runtime[method] as (...args: unknown[]) => Promise<unknown>).apply(runtime, args);
    made.then(
      (value) => {
        tell({ seq, value: method === 'serve' ? undefined : packed(value) });
        if (method === 'serve')
          inputs.set(
            seq,
            told(value as ServedContainer, (piece) => tell({ of: seq, ...piece })),
          );
      },
      ({ name, message }: Error) => tell({ seq, error: { name, message } }),
    );
  });
}

/** Tells what the container says, and returns where it hears. */
function told({ stdin, stdout }: ServedContainer, tell: (piece: Omit<Piece, 'of'>) => void): Writable {
  stdin.on('error', () => undefined);
  stdout.on('data', (chunk: Buffer) => tell({ base64: chunk.toString('base64') }));
  stdout.on('close', () => tell({}));
  return stdin;
}

if (require.main === module) serve();
