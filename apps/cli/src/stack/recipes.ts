import { mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { basename, join, resolve } from 'node:path';
import type { ChildRecipe } from './supervised-child';
import { freePort } from './free-port';

export interface StackOptions {
  readonly dataDir: string;
  readonly gatewayPort: number;
  readonly natsPort: number;
  readonly executors: number;
  readonly slots?: number;
  readonly runtime: 'auto' | 'docker' | 'crun';
  readonly recordsUrl?: string;
  /** Credentials for private registries, for the executors alone. */
  readonly registryAuthFile?: string;
  /** Run containers also where memory, pid and CPU limits cannot be held. */
  readonly allowUnlimited: boolean;
  readonly logLevel: string;
  /** Further environment for every service, such as shorter periods in tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** The file that is run as a service. Absent: that of the build, one file for each. */
  readonly programOf?: (service: string) => string;
}

const ABOVE_APPS = resolve(__dirname, '..', '..', '..', '..');
/** The build; this file may run from there or, in specs and benches, from the sources beside it. */
export const DIST = basename(ABOVE_APPS) === 'dist' ? ABOVE_APPS : join(ABOVE_APPS, 'dist');

/**
 * Of an executor: a young generation of 2 × 4 MB, where V8 would let it grow to 2 × 16. Less costs more than it saves
 * (garbage collection under load).
 */
const EXECUTOR_NODE_ARGS = ['--max-semi-space-size=4'];
/** An executor gives its runs back and waits until the scheduler knows. */
const EXECUTOR_STOP_MS = 20_000;
const SERVICE_STOP_MS = 10_000;

export function natsRecipe(options: StackOptions): ChildRecipe {
  const storeDir = join(options.dataDir, 'nats');
  mkdirSync(storeDir, { recursive: true });
  return {
    name: 'nats-server',
    command: 'nats-server',
    args: ['--addr', '127.0.0.1', '--port', String(options.natsPort), '--jetstream', '--store_dir', storeDir],
    env: {},
    logFile: logFile(options, 'nats-server'),
    isReady: () => accepts(options.natsPort),
    stopMs: SERVICE_STOP_MS,
  };
}

/** The five services in the order they are started; executors last, so that they find a scheduler. */
export async function serviceRecipes(options: StackOptions): Promise<ChildRecipe[]> {
  const executors = Array.from({ length: options.executors }, (_, index) => index + 1);
  return Promise.all([
    serviceRecipe(options, 'recorder'),
    serviceRecipe(options, 'planner'),
    serviceRecipe(options, 'scheduler'),
    gatewayRecipe(options),
    ...executors.map((number) => executorRecipe(options, number)),
  ]);
}

export async function executorRecipe(options: StackOptions, number: number): Promise<ChildRecipe> {
  const directory = join(options.dataDir, number === 1 ? 'executor' : `executor-${number}`);
  const recipe = await serviceRecipe(options, 'executor', `executor-${number}`);
  return {
    ...recipe,
    args: [...EXECUTOR_NODE_ARGS, ...recipe.args],
    env: {
      ...recipe.env,
      KNOCKEM_EXECUTOR_DIR: directory,
      KNOCKEM_EXECUTOR_RUNTIME: options.runtime,
      KNOCKEM_EXECUTOR_ALLOW_UNLIMITED: String(options.allowUnlimited),
      ...(options.registryAuthFile === undefined
        ? {}
        : { KNOCKEM_REGISTRY_AUTH_FILE: options.registryAuthFile }),
      ...(options.slots === undefined ? {} : { KNOCKEM_EXECUTOR_SLOTS: String(options.slots) }),
    },
    stopMs: EXECUTOR_STOP_MS,
  };
}

async function gatewayRecipe(options: StackOptions): Promise<ChildRecipe> {
  const recipe = await serviceRecipe(options, 'gateway');
  return {
    ...recipe,
    env: {
      ...commonEnv(options),
      KNOCKEM_GATEWAY_HOST: '127.0.0.1',
      KNOCKEM_GATEWAY_PORT: String(options.gatewayPort),
    },
    isReady: () => answers(options.gatewayPort),
  };
}

async function serviceRecipe(options: StackOptions, app: string, name = app): Promise<ChildRecipe> {
  const opsPort = await freePort(0, [options.gatewayPort, options.natsPort]);
  const { programOf = builtProgram } = options;
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', programOf(app)],
    env: { ...commonEnv(options), KNOCKEM_OPS_PORT: String(opsPort) },
    logFile: logFile(options, name),
    isReady: () => answers(opsPort),
    stopMs: SERVICE_STOP_MS,
  };
}

const builtProgram = (app: string): string => join(DIST, 'bin', `${app}.js`);

const commonEnv = (options: StackOptions): Record<string, string> => ({
  KNOCKEM_NATS_URL: `nats://127.0.0.1:${options.natsPort}`,
  KNOCKEM_DATA_DIR: options.dataDir,
  KNOCKEM_LOG_LEVEL: options.logLevel,
  ...(options.recordsUrl === undefined ? {} : { KNOCKEM_RECORDS_URL: options.recordsUrl }),
  ...options.env,
});

function logFile(options: StackOptions, name: string): string {
  const directory = join(options.dataDir, 'logs');
  mkdirSync(directory, { recursive: true });
  return join(directory, `${name}.log`);
}

/** By Node's own client: `fetch` would be a tenth of what the command loads, and it asks while all others start. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asking = get(
      { port, host: '127.0.0.1', path: '/readyz', timeout: 2000, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    asking.once('timeout', () => asking.destroy());
    asking.once('error', () => resolve(false));
  });

/** Whether something on this host takes connections there. */
export const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
