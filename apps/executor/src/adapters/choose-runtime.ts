import { existsSync } from 'node:fs';
import { KnockemError } from '#domain';
import type { ContainerRuntime } from '../application/container-runtime';
import { missingPrograms } from './crun/crun-host';
import { CrunRuntime } from './crun/crun-runtime';
import type * as DockerAdapter from './docker/docker-runtime';

export interface RuntimeChoice {
  readonly runtime: 'auto' | 'docker' | 'crun';
  /** This executor's own; no other executor may use it. */
  readonly directory: string;
  readonly imagesDirectory: string;
  readonly registryAuthFile?: string;
  readonly allowUnlimited: boolean;
  readonly dockerHost?: string;
  /** A static busybox of this host; otherwise looked for. */
  readonly busybox?: string;
  readonly executorId: string;
}

/**
 * The runtime that runs this executor's containers; whether it can is told by its `check`. `auto`: docker where a
 * daemon answers, else crun where its programs are installed.
 */
export async function chooseRuntime(choice: RuntimeChoice): Promise<ContainerRuntime> {
  if (choice.runtime === 'docker') return docker(choice);
  if (choice.runtime === 'crun') return new CrunRuntime(choice);
  if (await dockerAnswers(choice)) return docker(choice);
  const missing = missingPrograms(choice.busybox);
  if (missing.length === 0) return new CrunRuntime(choice);
  throw new KnockemError(
    'misconfigured',
    `No container runtime: no Docker daemon answers, and crun lacks ${missing.map(({ program }) => program).join(', ')}.`,
    { hint: `apt-get install -y ${missing.map((each) => each.package).join(' ')}, or start Docker.` },
  );
}

const DEFAULT_SOCKET = '/var/run/docker.sock';

const socketOf = ({ dockerHost }: RuntimeChoice): string | undefined =>
  dockerHost?.startsWith('unix://') ? dockerHost.slice(7) : undefined;

/** Docker's client is loaded only where it is used: it is a sixth of what an executor loads to start. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a dynamic import would not run from the sources
const dockerModule = () => require('./docker/docker-runtime') as typeof DockerAdapter;

function docker(choice: RuntimeChoice): ContainerRuntime {
  const { DockerRuntime } = dockerModule();
  const { imagesDirectory, registryAuthFile, busybox, dockerHost } = choice;
  const socketPath = socketOf(choice);
  const isRemote = dockerHost !== undefined && socketPath === undefined;
  return new DockerRuntime({ imagesDirectory, registryAuthFile, busybox, socketPath, isRemote });
}

async function dockerAnswers(choice: RuntimeChoice): Promise<boolean> {
  if (choice.dockerHost === undefined && !existsSync(DEFAULT_SOCKET)) return false;
  return dockerModule().dockerAnswers(socketOf(choice));
}
