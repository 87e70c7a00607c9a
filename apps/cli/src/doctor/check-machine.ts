import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { KnockemError } from '#domain';
import { readCredentialFile } from '#platform';
import type { Settings } from '../settings';
import { accepts } from '../stack/recipes';
import { isAlive, readStackFile } from '../stack/stack-file';
import { broken, doubtful, type Finding, well } from './finding';

const GB = 1e9;
/** Services stop taking work in below this; nobody should come near it. */
const LEAST_BYTES = 0.5 * GB;
/** A study of a million competitions leaves about this. */
const FEW_BYTES = 5 * GB;

type MachineSettings = Pick<Settings, 'dataDir' | 'registryAuthFile'>;

/** Node, programs, disk, rights, ports: what a stack of this machine stands on, whether or not one runs. */
export const checkMachine = async ({ dataDir, registryAuthFile }: MachineSettings): Promise<Finding[]> => [
  checkNode(process.versions.node),
  await checkNatsServer(),
  ...checkRuntime(),
  ...(await checkRegistryAuth(registryAuthFile)),
  checkDataDir(dataDir),
  await checkDisk(dataDir),
  ...(await checkPorts(dataDir)),
];

export function checkNode(version: string): Finding {
  const [major, minor] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? well('node', `Node ${version}`)
    : broken('node', `Node ${version} is too old`, 'install Node 20.19 or later (nodejs.org)');
}

async function checkNatsServer(): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)('nats-server', ['--version'], { timeout: 5000 });
    return well('nats-server', natsVersion(stdout));
  } catch {
    return broken(
      'nats-server',
      'the program nats-server does not run',
      'apt-get install -y nats-server; not needed where KNOCKEM_NATS_URL names another machine',
    );
  }
}

/** It says `nats-server: v2.9.10` of itself. */
export const natsVersion = (said: string): string =>
  `version ${/v(\d[\w.+-]*)/.exec(said)?.[1] ?? 'unknown'} is installed`;

/** What the runtimes of an executor call, and the Debian packages that bring it. */
const CRUN_PROGRAMS: Readonly<Record<string, string>> = {
  crun: 'crun',
  skopeo: 'skopeo',
  umoci: 'umoci',
  unshare: 'util-linux',
  mount: 'mount',
};
const DOCKER_SOCKET = '/var/run/docker.sock';

function checkRuntime(): Finding[] {
  const missing = Object.keys(CRUN_PROGRAMS).filter((program) => !isOnPath(program));
  if (existsSync(DOCKER_SOCKET)) return [checkDockerSocket(missing.length === 0)];
  if (missing.length === 0) return [well('runtime', 'crun, skopeo and umoci are here')];
  const packages = missing.map((program) => CRUN_PROGRAMS[program]).join(' ');
  return [
    broken(
      'runtime',
      `no container runtime: no Docker socket, and crun lacks ${missing.join(', ')}`,
      `apt-get install -y ${packages}, or start Docker`,
    ),
  ];
}

function checkDockerSocket(hasCrun: boolean): Finding {
  if (mayUse(DOCKER_SOCKET, constants.R_OK | constants.W_OK))
    return well('runtime', `Docker's socket is here${hasCrun ? ', and crun' : ''}`);
  const sentence = `Docker's socket ${DOCKER_SOCKET} is not yours to use`;
  const mend =
    'add yourself to its group: sudo usermod -aG docker "$USER", then log in again; or --runtime crun';
  return hasCrun ? doubtful('runtime', sentence, mend) : broken('runtime', sentence, mend);
}

/** As an executor that is started here would read it. Nothing is told of what stands in it. */
export async function checkRegistryAuth(file: string | undefined): Promise<Finding[]> {
  if (file === undefined) return [];
  const check = 'registry credentials';
  try {
    const { warnings } = await readCredentialFile(file);
    if (warnings.length === 0) return [well(check, `${file} can be read, and by its owner alone`)];
    return warnings.map((warning) => doubtful(check, warning, RENEW));
  } catch (error) {
    const { message, details } = error as KnockemError;
    return [broken(check, message, details.hint ?? RENEW)];
  }
}

const RENEW = 'make it anew, for you alone: (umask 077; skopeo login --authfile FILE REGISTRY)';

const isOnPath = (program: string): boolean =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .concat('/usr/sbin', '/sbin')
    .some((directory) => mayUse(join(directory, program), constants.X_OK));

function mayUse(path: string, how: number): boolean {
  try {
    accessSync(path, how);
    return true;
  } catch {
    return false;
  }
}

/** The directory, or the nearest one above it that is there. */
function existing(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existing(dirname(path));
}

export function checkDataDir(dataDir: string): Finding {
  const there = existing(dataDir);
  if (!statSync(there).isDirectory())
    return broken('data directory', `${there} is no directory`, 'name another with --data-dir');
  if (!mayUse(there, constants.R_OK | constants.W_OK | constants.X_OK))
    return broken(
      'data directory',
      `${there} cannot be written by you`,
      `sudo chown -R "$USER" ${there}, or name another with --data-dir`,
    );
  return well('data directory', there === dataDir ? `${dataDir} is yours` : `${dataDir} can be made`);
}

export async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(existing(dataDir));
  return judgeDisk(bavail * bsize, dataDir);
}

export function judgeDisk(bytes: number, dataDir: string): Finding {
  const sentence = `${(bytes / GB).toFixed(1)} GB are free for ${dataDir}`;
  const mend =
    'delete submissions that are not needed (knockem delete), or move the data directory to a larger disk';
  if (bytes < LEAST_BYTES) return broken('disk', sentence, mend);
  return bytes < FEW_BYTES ? doubtful('disk', sentence, mend) : well('disk', sentence);
}

/** A stack's own ports are taken by itself. */
async function checkPorts(dataDir: string): Promise<Finding[]> {
  const stack = readStackFile(dataDir);
  if (stack && isAlive(stack.supervisor)) return [well('ports', `the stack of ${dataDir} has its ports`)];
  const findings: Finding[] = [];
  for (const [port, flag] of [
    [8080, '--port'],
    [4222, '--nats-port'],
  ] as const) {
    const isTaken = await accepts(port);
    findings.push(
      isTaken
        ? doubtful(
            'ports',
            `port ${port} is taken by something else`,
            `start with another: knockem up ${flag} N`,
          )
        : well('ports', `port ${port} is free`),
    );
  }
  return findings;
}
