import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../apps/cli/src/stack/free-port';
import {
  DIST,
  executorRecipe,
  natsRecipe,
  serviceRecipes,
  type StackOptions,
} from '../../apps/cli/src/stack/recipes';
import type { ChildRecipe } from '../../apps/cli/src/stack/supervised-child';
import { requireNatsServer } from '../../apps/cli/src/stack/stack';
import { StackPlaces, type TempDirectory, tempDirectory } from '#testing';
import { Child } from './child';
import { Client } from './client';
import { cpuMs, peakMb, residentMb } from './cost';

const START_TRIES = 4;

/** A run that an executor told of; `at` is on the clock of `monotonicMs`. */
export interface Told {
  readonly kind: 'start' | 'end';
  readonly at: number;
  readonly submissionId: string;
  readonly attemptId: string;
  readonly isInspection: boolean;
}

/** The clock that executors tell times by: one for all processes of a machine. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

export interface BenchOptions {
  /** A runtime without containers unless another is named. */
  readonly runtime?: 'none' | 'docker' | 'crun';
  /** Directory for CPU profiles of scheduler, recorder and executors. */
  readonly profileTo?: string;
  /** Further environment of all services. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The whole of knockem as the processes of a build, without executors until `addExecutor`. Everything is as delivered
 * but the runtime, and but quotas and rates, which are off.
 */
export class BenchStack extends StackPlaces {
  private readonly children: Child[] = [];
  private readonly executors: Child[] = [];
  private readonly listeners = new Set<(told: Told) => void>();
  private numExecutors = 0;
  private executorProgram?: string;
  client!: Client;

  private constructor(
    private readonly home: TempDirectory,
    private readonly options: StackOptions,
    private readonly bench: BenchOptions,
  ) {
    super(options);
  }

  static async start(bench: BenchOptions = {}): Promise<BenchStack> {
    requireBuild();
    requireNatsServer();
    const home = tempDirectory('knockem-bench-');
    const options: StackOptions = {
      dataDir: home.path,
      gatewayPort: await freePort(),
      natsPort: await freePort(),
      executors: 0,
      runtime: bench.runtime === 'docker' ? 'docker' : 'crun',
      allowUnlimited: true,
      logLevel: 'info',
      env: { ...WITHOUT_QUOTAS, ...bench.env },
    };
    const stack = new BenchStack(home, options, bench);
    await stack.up().catch(async (error: Error) => {
      await stack.stop();
      throw error;
    });
    return stack;
  }

  /** Starts one and resolves when it answers. */
  async addExecutor(slots: number): Promise<Child> {
    const child = await this.spawnExecutor(slots);
    await child.ready();
    return child;
  }

  /** `number`: that of an earlier one, to come back as it. */
  async spawnExecutor(slots: number, number = ++this.numExecutors): Promise<Child> {
    const { runtime = 'none' } = this.bench;
    const programOf = runtime === 'none' ? () => this.withoutContainers() : undefined;
    const recipe = await executorRecipe({ ...this.options, slots, programOf }, number);
    const child = new Child(this.profiled(recipe), (message) => this.heard(message));
    this.executors.push(child);
    return child;
  }

  async stopExecutors(): Promise<void> {
    await Promise.all(this.executors.splice(0).map((child) => child.stop()));
  }

  /** Runs of a submission that does not say otherwise take so long from now on. */
  sleep(sleepMs: number): void {
    for (const child of this.executors) child.send({ sleepMs });
  }

  /** Runs that have BENCH_TELL in their environment. Call what is returned to hear no more. */
  onTold(listener: (told: Told) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The first run of that kind that is told from now on. */
  toldOnce(isWanted: (told: Told) => boolean): Promise<Told> {
    return new Promise((done) => {
      const stop = this.onTold((told) => {
        if (!isWanted(told)) return;
        stop();
        done(told);
      });
    });
  }

  /** CPU time of a service so far, in ms. */
  cpuMs(service: string): number {
    return cpuMs(this.child(service).pid);
  }

  /** Of all processes, nats-server too. */
  allCpuMs(): number {
    return this.all().reduce((sum, { pid }) => sum + cpuMs(pid), 0);
  }

  /** Peak resident memory of every process, in MB. */
  peaks(): { readonly name: string; readonly mb: number }[] {
    return this.all().map((child) => ({ name: child.name, mb: peakMb(child.pid) }));
  }

  /** What every executor has resident now, in MB. */
  executorsMb(): number[] {
    return this.executors.map(({ pid }) => residentMb(pid));
  }

  mustLive(): void {
    for (const child of this.all()) child.mustLive();
  }

  /** Executors first, the bus last. */
  async stop(): Promise<void> {
    this.client?.close();
    await this.stopExecutors();
    for (const child of this.children.splice(0).reverse()) await child.stop();
    this.home.remove();
  }

  private async up(): Promise<void> {
    const nats = this.add(natsRecipe(this.options));
    await nats.ready();
    const recipes = await serviceRecipes(this.options);
    await Promise.all(recipes.map((recipe) => this.addPatiently(this.profiled(recipe))));
    this.client = new Client(this.options.gatewayPort);
  }

  private add(recipe: ChildRecipe): Child {
    const child = new Child(recipe);
    this.children.push(child);
    return child;
  }

  /** On a machine that is busy with other work a service may not reach its bus in time; then it ends, and is started again. */
  private async addPatiently(recipe: ChildRecipe): Promise<void> {
    for (let tries = 1; ; tries++) {
      const child = this.add(recipe);
      try {
        return await child.ready();
      } catch (error) {
        if (tries === START_TRIES) throw error;
        this.children.splice(this.children.indexOf(child), 1);
      }
    }
  }

  private child(name: string): Child {
    const found = this.all().find((child) => child.name === name);
    if (!found) throw new Error(`no process ${name}`);
    return found;
  }

  private all(): Child[] {
    return [...this.children, ...this.executors];
  }

  /** The executor's program with a runtime without containers; made once. */
  private withoutContainers(): string {
    if (this.executorProgram) return this.executorProgram;
    const program = join(DIST, 'bin', 'bench-executor.js');
    execFileSync(process.execPath, [join(__dirname, 'bench-executor.mjs'), program]);
    return (this.executorProgram = program);
  }

  private profiled(recipe: ChildRecipe): ChildRecipe {
    const { profileTo } = this.bench;
    if (!profileTo) return recipe;
    mkdirSync(profileTo, { recursive: true });
    const flags = ['--cpu-prof', `--cpu-prof-dir=${profileTo}`, `--cpu-prof-name=${recipe.name}.cpuprofile`];
    return { ...recipe, args: [...flags, ...recipe.args] };
  }

  private heard(message: unknown): void {
    const { told = [] } = message as { readonly told?: readonly Told[] };
    for (const one of told) for (const listener of this.listeners) listener(one);
  }
}

const WITHOUT_QUOTAS = {
  KNOCKEM_READS_PER_MINUTE: '0',
  KNOCKEM_WRITES_PER_MINUTE: '0',
  KNOCKEM_QUOTA_SUBMISSIONS: '0',
  KNOCKEM_QUOTA_COMPETITIONS: '0',
  KNOCKEM_QUOTA_GENOME_BYTES: '0',
};

function requireBuild(): void {
  if (existsSync(join(DIST, 'bin', 'scheduler.js'))) return;
  throw new Error('benches measure a build, and there is none: run `npm run build` first');
}
