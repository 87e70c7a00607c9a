import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  inspectHost,
  missingPrograms,
  namespaceScript,
  unshareArguments,
} from '../../apps/executor/src/adapters/crun/crun-host';
import { tempDirectory, waitFor } from '#testing';
import { type BareRuntime, type MissingRuntime, withoutHold } from './bare-runtime';

interface Configuration {
  readonly process: {
    readonly args: readonly string[];
    env: string[];
    readonly user: { uid: number; gid: number };
  };
  readonly root: { path: string };
  readonly mounts: { readonly destination: string; source: string }[];
  readonly linux: { cgroupsPath?: string };
}

/** `crun run` in a Node loop, in the mount namespace that this host needs. */
export async function bareCrun(): Promise<BareRuntime | MissingRuntime> {
  const missing = missingPrograms();
  if (missing.length > 0) {
    const packages = missing.map((each) => each.package).join(' ');
    return { name: 'crun', missing: `missing: ${packages} (apt-get install ${packages})` };
  }
  const home = tempDirectory('knockem-bare-crun-');
  let configuration: Configuration | undefined;
  return {
    name: 'crun',
    runs: 1000,
    env: {},
    capture: async (dataDir) => {
      const held = await waitFor(() => heldRun(dataDir), { message: 'a container to look at' });
      configuration = await ownCopy(held, home.path);
    },
    run: async (count, concurrency) => {
      await writeBundles(configuration!, home.path, concurrency);
      return loop(home.path, count, concurrency);
    },
    close: async () => home.remove(),
  };
}

/** The run directory's configuration, once the competition (not the inspection) is under way. */
function heldRun(dataDir: string): Configuration | undefined {
  const runs = join(dataDir, 'executor', 'runtime', 'runs');
  for (const name of readdirSync(runs)) {
    const source = join(runs, name);
    if (!readdirSync(source).includes('started')) continue;
    const text = readFileSync(join(source, 'config.json'), 'utf8');
    const configuration = JSON.parse(text) as Configuration;
    if (configuration.process.args.includes('compete')) return configuration;
  }
  return undefined;
}

/** Root and inputs of the bench's own: the executor's go with it. */
async function ownCopy(held: Configuration, home: string): Promise<Configuration> {
  const root = join(home, 'root');
  await cp(held.root.path, root, { recursive: true, verbatimSymlinks: true });
  held.root.path = root;
  for (const mount of held.mounts.filter(({ destination }) => /^\/knockem\/(in|bin)$/.test(destination))) {
    const copy = join(home, mount.destination.slice(1));
    await cp(mount.source, copy, { recursive: true });
    mount.source = copy;
  }
  held.process.env = withoutHold(held.process.env);
  return held;
}

async function writeBundles(configuration: Configuration, home: string, lanes: number): Promise<void> {
  for (let lane = 0; lane < lanes; lane++) {
    const bundle = join(home, 'bundles', String(lane));
    await mkdir(bundle, { recursive: true });
    const work = configuration.mounts.find(({ destination }) => destination === '/knockem/work')!;
    work.source = join(bundle, 'work');
    if (configuration.linux.cgroupsPath) configuration.linux.cgroupsPath = `/knockem-bare-${lane}`;
    await writeFile(join(bundle, 'config.json'), JSON.stringify(configuration));
  }
}

async function loop(home: string, count: number, concurrency: number): Promise<number> {
  const host = inspectHost();
  const script = [
    process.execPath,
    join(__dirname, 'crun-loop.cjs'),
    home,
    String(count),
    String(concurrency),
  ];
  const inNamespace = [...unshareArguments(host), 'sh', '-c', namespaceScript(host), 'sh', ...script];
  const { stdout } = await promisify(execFile)('unshare', inNamespace);
  return Number(stdout);
}
