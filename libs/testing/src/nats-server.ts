import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { trackChild } from './leaks';
import { tempDirectory } from './temp-directory';
import { waitFor, within } from './wait-for';

export interface NatsServerOptions {
  /** Absent: a temp directory that goes with `stop`. */
  readonly storeDir?: string;
  /** Absent: any free port. */
  readonly port?: number;
  /** False: a server that stores nothing. */
  readonly jetStream?: boolean;
  /** Further command line arguments, such as `['-c', file]`. */
  readonly arguments?: readonly string[];
}

/** A real nats-server with JetStream, as a child of the spec. `await using server = await startNatsServer()`. */
export interface NatsServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly storeDir: string;
  readonly pid: number | undefined;
  /** Ends it and removes what it left; idempotent. */
  stop(): Promise<void>;
  /** Ends it (politely, unless it is down already) and starts it with the same port and store. */
  restart(): Promise<void>;
  /** Resolves when the process is gone; the store stays for `restart`. */
  kill9(): Promise<void>;
  /** Its store, or a part of it, as it is at one moment: the server stands still meanwhile. */
  copyStore(to: string, part?: string): Promise<void>;
  /** Ends it by force and starts it with this copy in place of its store. */
  setBackStore(copy: string): Promise<void>;
}

const binary = (): string => process.env.KNOCKEM_TEST_NATS_SERVER ?? 'nats-server';

/** Linux ends the server with us, also when the test runner itself is killed and no hook of ours runs any more. */
const SETPRIV = '/usr/bin/setpriv';
function spawnServer(args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  const [command, ...first] = existsSync(SETPRIV)
    ? [SETPRIV, '--pdeathsig', 'KILL', '--', binary()]
    : [binary()];
  return spawn(command, [...first, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Each of its threads is stopped. */
function standsStill({ pid }: ChildProcess): boolean {
  const threads = `/proc/${pid}/task`;
  return readdirSync(threads).every((thread) =>
    / T [^)]*$/.test(readFileSync(join(threads, thread, 'stat'), 'utf8')),
  );
}

/** KNOCKEM_TEST_NATS_SERVER names another binary than the one in PATH. */
export async function startNatsServer(options: NatsServerOptions = {}): Promise<NatsServer> {
  const home = tempDirectory('knockem-nats-');
  const launched = new LaunchedNatsServer(home, options);
  try {
    await launched.start();
  } catch (error) {
    await launched.stop();
    throw error;
  }
  return launched;
}

class LaunchedNatsServer implements NatsServer {
  readonly storeDir: string;
  private child?: ChildProcess;
  private log = '';
  private boundPort: number;

  constructor(
    private readonly home: { path: string; remove(): void },
    private readonly options: NatsServerOptions,
  ) {
    this.storeDir = options.storeDir ?? join(home.path, 'store');
    this.boundPort = options.port ?? -1;
  }

  get port(): number {
    return this.boundPort;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.boundPort}`;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  async start(): Promise<void> {
    const child = spawnServer(this.commandLine());
    this.child = trackChild(child, 'nats-server');
    this.log = '';
    child.on('error', (error) => (this.log += error.message));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-8000)));
    }
    const ended = new Promise<never>((_, reject) => {
      child.once('error', () => reject(new Error(`nats-server did not start: ${this.log}`)));
      child.once('exit', () => reject(new Error(`nats-server ended: ${this.log}`)));
    });
    ended.catch(() => undefined);
    this.boundPort = await Promise.race([
      waitFor(() => this.portOf(child), { message: 'ports file' }),
      ended,
    ]);
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    this.home.remove();
  }

  async restart(): Promise<void> {
    await this.end('SIGTERM');
    await this.start();
  }

  kill9(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Still, since a file that shrinks while it is copied holds Node's copy for ever: it waits for bytes that are gone. */
  async copyStore(to: string, part = ''): Promise<void> {
    const { child } = this;
    child?.kill('SIGSTOP');
    try {
      await waitFor(() => !child || standsStill(child), { message: 'nats-server stands still' });
      cpSync(join(this.storeDir, part), join(to, part), { recursive: true });
    } finally {
      child?.kill('SIGCONT');
    }
  }

  async setBackStore(copy: string): Promise<void> {
    await this.kill9();
    rmSync(this.storeDir, { recursive: true });
    cpSync(copy, this.storeDir, { recursive: true });
    await this.start();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private commandLine(): string[] {
    const place = ['-a', '127.0.0.1', '-p', String(this.boundPort)];
    const store = this.options.jetStream === false ? [] : ['-js', '-sd', this.storeDir];
    const ports = ['--ports_file_dir', this.home.path];
    return [...place, ...store, ...ports, ...(this.options.arguments ?? [])];
  }

  /** The ports file appears when the server takes connections. */
  private portOf(child: ChildProcess): number | undefined {
    const file = join(this.home.path, `nats-server_${child.pid}.ports`);
    if (!existsSync(file)) return undefined;
    const ports = JSON.parse(readFileSync(file, 'utf8')) as { nats?: string[] };
    return ports.nats?.length ? Number(new URL(ports.nats[0]).port) : undefined;
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await within(10_000, 'nats-server ends', gone).catch(async () => {
      child.kill('SIGKILL');
      await gone;
    });
  }
}
