import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../apps/cli/src/stack/free-port';
import { DIST, natsRecipe, serviceRecipes, type StackOptions } from '../../apps/cli/src/stack/recipes';
import type { ChildRecipe } from '../../apps/cli/src/stack/supervised-child';
import { shellImage, StackPlaces, writeImageArchive } from '#testing';
import { IMAGE, IMAGE_SCRIPTS } from '../load/image';
import { Service, type ServiceEvents } from './service';

/** Short, so that leases lapse within a second: a lease lasts three of them. */
export const TURN_PERIOD_MS = 400;
export const LEASE_MS = 3 * TURN_PERIOD_MS;
export const EXECUTORS = ['executor-1', 'executor-2'] as const;
const SLOTS_EACH = 3;

export type ServiceName =
  'nats-server' | 'recorder' | 'planner' | 'scheduler' | 'gateway' | (typeof EXECUTORS)[number];

/** The whole of knockem on this machine, in a directory of its own, as the processes of a build. */
export class ChaosStack extends StackPlaces {
  private readonly services = new Map<string, Service>();

  private constructor(
    readonly options: StackOptions,
    private readonly events: ServiceEvents,
  ) {
    super(options);
  }

  static async start(events: ServiceEvents, recordsUrl?: string): Promise<ChaosStack> {
    const dataDir = await mkdtemp(join(tmpdir(), 'knockem-chaos-'));
    const stack = new ChaosStack(
      {
        dataDir,
        gatewayPort: await freePort(),
        natsPort: await freePort(),
        executors: EXECUTORS.length,
        slots: SLOTS_EACH,
        runtime: 'crun',
        recordsUrl,
        allowUnlimited: true,
        logLevel: 'info',
        env: { KNOCKEM_TURN_PERIOD_MS: String(TURN_PERIOD_MS) },
        // Module by module: the points are methods of modules.
        programOf: (service) => join(DIST, 'apps', service, 'src', 'main.js'),
      },
      events,
    );
    mkdirSync(stack.pointsDirectory);
    await writeImageArchive(join(dataDir, 'images'), await shellImage(IMAGE, IMAGE_SCRIPTS));
    await stack.up();
    return stack;
  }

  executorDirectories(): string[] {
    return readdirSync(this.dataDir)
      .filter((name) => /^executor(-\d+)?$/.test(name))
      .map((name) => join(this.dataDir, name));
  }

  service(name: ServiceName): Service {
    return this.services.get(name)!;
  }

  all(): readonly Service[] {
    return [...this.services.values()];
  }

  /** From now on the process ends itself when it comes to the point. Nothing is armed twice at a time. */
  arm(name: ServiceName, point: string): void {
    rmSync(join(this.pointsDirectory, `${name}.fired`), { force: true });
    writeFileSync(join(this.pointsDirectory, name), point);
  }

  /** True when the point was come to after all. */
  disarm(name: ServiceName): boolean {
    rmSync(join(this.pointsDirectory, name), { force: true });
    return existsSync(join(this.pointsDirectory, `${name}.fired`));
  }

  /** Executors first, so that they can give back what they hold; the bus last. */
  async stop(): Promise<void> {
    const [nats, ...others] = this.all();
    const executors = others.filter(({ name }) => name.startsWith('executor'));
    await Promise.all(executors.map((service) => service.stop()));
    for (const service of others.filter((each) => !executors.includes(each)).reverse()) await service.stop();
    await nats?.stop();
  }

  remove(): void {
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  logOf(name: string): string {
    return readFileSync(join(this.dataDir, 'logs', `${name}.log`), 'utf8');
  }

  private async up(): Promise<void> {
    const nats = this.add(natsRecipe(this.options));
    nats.start();
    await nats.ready();
    const services = (await serviceRecipes(this.options)).map((recipe) => this.add(this.attacked(recipe)));
    for (const service of services) service.start();
    await Promise.all(services.map((service) => service.ready()));
  }

  private add(recipe: ChildRecipe): Service {
    const service = new Service(recipe, this.events);
    this.services.set(service.name, service);
    return service;
  }

  /** The built program, with the points at which it can be told to end itself. */
  private attacked(recipe: ChildRecipe): ChildRecipe {
    const preload = ['--require', join(__dirname, 'points.cjs')];
    const env = { ...recipe.env, CHAOS_POINTS: `${this.pointsDirectory}|${recipe.name}` };
    return { ...recipe, args: [...preload, ...recipe.args], env };
  }

  private get pointsDirectory(): string {
    return join(this.dataDir, 'points');
  }
}
