import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { KnockemError } from '#domain';
import { freePort } from './free-port';
import { natsRecipe, serviceRecipes, type StackOptions } from './recipes';
import { stopOrphans } from './orphans';
import {
  claimStackFile,
  readStackFile,
  recordProcess,
  removeStackFile,
  type StackFile,
  writeStackFile,
} from './stack-file';
import { type ChildRecipe, type Say, SupervisedChild } from './supervised-child';

const START_TIMEOUT_MS = 60_000;

/** Debian puts servers where an ordinary user's PATH does not look. */
const SERVER_PATHS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** Makes sure that nats-server can be started, before anything is; widens this process's PATH to where servers live. */
export function requireNatsServer(): void {
  process.env.PATH = [process.env.PATH ?? '', ...SERVER_PATHS].join(delimiter);
  const found = process.env.PATH.split(delimiter).some((directory) =>
    existsSync(join(directory, 'nats-server')),
  );
  if (!found) {
    throw new KnockemError('misconfigured', 'nats-server is not installed on this machine', {
      hint: 'install it: apt-get install nats-server (or see https://nats.io/download)',
    });
  }
}

/**
 * The whole of knockem on this machine: a nats-server with its own store and the five services, supervised. Stopping
 * goes the other way round from starting: first those that make work, then those that write it down, the bus last.
 */
export class Stack {
  private readonly children: SupervisedChild[] = [];
  private ready = false;
  /** The stack file is ours: only then may we write and remove it. */
  private claimed = false;
  private stopping = false;
  readonly options: StackOptions;

  constructor(
    requested: StackOptions,
    private readonly say: Say,
  ) {
    this.options = { ...requested, dataDir: resolve(requested.dataDir) };
  }

  /** Starts everything and resolves when all answer. Rejects with the first failure, or when `stop` came in between. */
  async start(onAnswer: (done: number, total: number) => void = () => undefined): Promise<void> {
    this.refuseWhenStopping();
    makeDataDir(this.options.dataDir);
    await this.claim();
    await requireFree(this.options.natsPort, 'NATS', '--nats-port');
    await requireFree(this.options.gatewayPort, 'the gateway', '--port');
    const nats = this.supervise(natsRecipe(this.options));
    await nats.startAndWait(START_TIMEOUT_MS);
    const services = (await serviceRecipes(this.options)).map((recipe) => this.supervise(recipe));
    let answering = 1;
    await Promise.all(
      services.map(async (child) => {
        await child.startAndWait(START_TIMEOUT_MS);
        onAnswer((answering += 1), services.length + 1);
      }),
    );
    this.ready = true;
    this.writeFile();
  }

  get dataDir(): string {
    return this.options.dataDir;
  }

  get gatewayUrl(): string {
    return `http://127.0.0.1:${this.options.gatewayPort}`;
  }

  get natsUrl(): string {
    return `nats://127.0.0.1:${this.options.natsPort}`;
  }

  /** May come at any moment, also while starting. */
  async stop(): Promise<void> {
    this.stopping = true;
    const [nats, ...services] = this.children;
    const executors = services.filter((child) => child.name.startsWith('executor'));
    const others = services.filter((child) => !child.name.startsWith('executor'));
    await Promise.all(executors.map((child) => child.stop()));
    for (const child of others.reverse()) await child.stop();
    await nats?.stop();
    if (this.claimed) removeStackFile(this.options.dataDir);
  }

  /** One stack per data directory; what a crashed one left is stopped first. */
  private async claim(): Promise<void> {
    const { dataDir } = this.options;
    await stopOrphans(dataDir, this.say);
    this.refuseWhenStopping();
    this.claimed = claimStackFile(this.file());
    if (this.claimed) return;
    const pid = readStackFile(dataDir)?.supervisor.pid;
    throw new KnockemError('conflict', `a stack is already running in ${dataDir} (pid ${pid})`, {
      hint: 'stop it with `knockem down`, or give this one its own --data-dir',
    });
  }

  private refuseWhenStopping(): void {
    if (this.stopping) throw new KnockemError('refused', 'stopped while starting');
  }

  private supervise(recipe: ChildRecipe): SupervisedChild {
    this.refuseWhenStopping();
    const child = new SupervisedChild(recipe, this.say, () => this.writeFile());
    this.children.push(child);
    return child;
  }

  private writeFile(): void {
    if (!this.stopping) writeStackFile(this.file());
  }

  private file(): StackFile {
    return {
      supervisor: recordProcess('supervisor', process.pid),
      gatewayUrl: this.gatewayUrl,
      natsUrl: this.natsUrl,
      dataDir: this.options.dataDir,
      ready: this.ready,
      processes: this.children.map((child) => child.record()),
    };
  }
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new KnockemError('misconfigured', `the data directory ${dataDir} cannot be written (${why})`, {
      hint: 'name another with --data-dir or KNOCKEM_DATA_DIR',
    });
  }
}

async function requireFree(port: number, who: string, flag: string): Promise<void> {
  try {
    await freePort(port);
  } catch {
    throw new KnockemError('conflict', `port ${port} for ${who} is taken on this machine`, {
      hint: `choose another with ${flag}, or stop what listens there (ss -ltnp 'sport = :${port}')`,
    });
  }
}
