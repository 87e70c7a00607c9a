import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../apps/cli/src/stack/free-port';
import { waitFor } from '#testing';

const ROOT = resolve(__dirname, '..');
export const KNOCKEM = join(ROOT, 'bin', 'knockem');
export const EXAMPLE = join(ROOT, 'examples', 'explicit-model');

export interface CommandEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the knockem command as a person would; never rejects: the exit code tells. */
export function knockem(args: readonly string[], env: Record<string, string> = {}): Promise<CommandEnd> {
  return command(KNOCKEM, args, env);
}

export function command(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
  timeout = 300_000,
): Promise<CommandEnd> {
  return new Promise((settle) => {
    execFile(
      file,
      args,
      { env: { ...process.env, ...env }, maxBuffer: 64 << 20, timeout },
      (error, stdout, stderr) =>
        settle({ code: error ? ((error.code as unknown as number) ?? -1) : 0, stdout, stderr }),
    );
  });
}

export interface StackStatus {
  readonly gatewayUrl: string;
  readonly natsUrl: string;
  readonly supervisor: { readonly pid: number };
  readonly processes: readonly { readonly name: string; readonly pid: number; readonly up: boolean }[];
}

/** Not the usual ones: another stack would take them in the moment in which a process that was killed has left them. */
async function ownPorts(flags: readonly string[]): Promise<string[]> {
  const ports: string[] = [];
  for (const flag of ['--port', '--nats-port'])
    if (!flags.includes(flag)) ports.push(flag, String(await freePort()));
  return ports;
}

/** A real stack of processes, in a directory of its own, with short leases so that recovery is quick. */
export class StackUnderTest {
  gatewayUrl = '';
  natsUrl = '';

  private constructor(
    readonly dataDir: string,
    private readonly flags: readonly string[],
    private readonly env: Record<string, string>,
  ) {}

  static async start(
    flags: readonly string[] = [],
    env: Record<string, string> = {},
  ): Promise<StackUnderTest> {
    const dataDir = await mkdtemp(join(tmpdir(), 'knockem-e2e-'));
    await buildExampleImage(join(dataDir, 'images'));
    const stack = new StackUnderTest(dataDir, [...(await ownPorts(flags)), ...flags], {
      KNOCKEM_TURN_PERIOD_MS: '1000',
      ...env,
    });
    await stack.up().catch(async (error: Error) => {
      await stack.stop();
      throw error;
    });
    return stack;
  }

  /** `knockem up`: at the start, and again after everything was ended by force. */
  async up(): Promise<void> {
    const end = await this.run('up', '--detach', '--json', '--allow-unlimited', ...this.flags);
    if (end.code !== 0)
      throw new Error(`the stack does not start: ${end.stderr}${end.stdout}\n${this.logs()}`);
    ({ gatewayUrl: this.gatewayUrl, natsUrl: this.natsUrl } = JSON.parse(end.stdout) as StackStatus);
  }

  /** kill -9 of the supervisor and everything it started, as when a machine loses its power. */
  async killEverything(): Promise<void> {
    const { supervisor, processes } = await this.json<StackStatus>('status');
    for (const { pid } of [supervisor, ...processes]) process.kill(pid, 'SIGKILL');
  }

  /** The supervisor's own words since the start. */
  supervisorLog(): string {
    return readFileSync(join(this.dataDir, 'logs', 'supervisor.log'), 'utf8');
  }

  run(...args: string[]): Promise<CommandEnd> {
    return knockem([...args, '--data-dir', this.dataDir], this.env);
  }

  /** Runs a command that must succeed, and returns its JSON. */
  async json<T>(...args: string[]): Promise<T> {
    const end = await this.run(...args, '--json');
    if (end.code !== 0) throw new Error(`knockem ${args.join(' ')} ended with ${end.code}: ${end.stderr}`);
    return JSON.parse(end.stdout) as T;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(this.gatewayUrl + path);
    return (await response.json()) as T;
  }

  async post<T>(path: string, body: unknown): Promise<{ status: number; body: T }> {
    const response = await fetch(this.gatewayUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  async pidOf(name: string): Promise<number> {
    const { processes } = await this.json<StackStatus>('status');
    const found = processes.find((child) => child.name === name && child.up);
    if (!found) throw new Error(`${name} is not up`);
    return found.pid;
  }

  /** kill -9, then waits until the supervisor has started it again. */
  async killAndAwaitRestart(name: string): Promise<void> {
    const before = await this.pidOf(name);
    process.kill(before, 'SIGKILL');
    await waitFor(async () => (await this.pidOf(name).catch(() => before)) !== before, {
      timeoutMs: 30_000,
      message: `${name} is started again`,
    });
  }

  /** Stops everything and throws when anything is left: a process, a mount, a file. */
  async stop(): Promise<void> {
    await this.run('down');
    await waitFor(() => processesMentioning(this.dataDir).length === 0, {
      timeoutMs: 30_000,
      message: `no process of the stack is left: ${processesMentioning(this.dataDir).join('; ')}`,
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${processesMentioning(this.dataDir).join('\n')}`);
    });
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(this.dataDir));
    if (mounts.length > 0) throw new Error(`mounts are left: ${mounts.join('\n')}`);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  logs(): string {
    return logsOf(this.dataDir);
  }
}

export async function buildExampleImage(imagesDir: string): Promise<void> {
  const script = join(ROOT, 'dist', 'scripts', 'build-example-image.js');
  const end = await command(process.execPath, [script, join(imagesDir, 'explicit-model.tar')]);
  if (end.code !== 0) throw new Error(`the example image cannot be built: ${end.stderr}`);
}

function logsOf(dataDir: string): string {
  const directory = join(dataDir, 'logs');
  if (!existsSync(directory)) return '';
  return readdirSync(directory)
    .map(
      (file) =>
        `--- ${file}\n${readFileSync(join(directory, file), 'utf8').split('\n').slice(-15).join('\n')}`,
    )
    .join('\n');
}

/** Command lines of live processes that name the directory; this process itself is left out. */
export function processesMentioning(directory: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return line.includes(directory) || environment.includes(`KNOCKEM_DATA_DIR=${directory}`)
          ? [`${pid} ${line}`]
          : [];
      } catch {
        return [];
      }
    });
}
