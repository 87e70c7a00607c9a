import { KnockemError } from '#domain';
import type { ContainerRuntime } from '../application/container-runtime';
import { missingPrograms } from './crun/crun-host';
import { CrunRuntime } from './crun/crun-runtime';
import { dockerAnswers, DockerRuntime } from './docker/docker-runtime';

export interface RuntimeChoice {
  readonly runtime: 'auto' | 'docker' | 'crun';
  /** This executor's own; no other executor may use it. */
  readonly directory: string;
  readonly imagesDirectory: string;
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
  const socketPath = choice.dockerHost?.startsWith('unix://') ? choice.dockerHost.slice(7) : undefined;
  const docker = (): ContainerRuntime =>
    new DockerRuntime({ imagesDirectory: choice.imagesDirectory, busybox: choice.busybox, socketPath });
  if (choice.runtime === 'docker') return docker();
  if (choice.runtime === 'crun') return new CrunRuntime(choice);
  if (await dockerAnswers(socketPath)) return docker();
  const missing = missingPrograms(choice.busybox);
  if (missing.length === 0) return new CrunRuntime(choice);
  throw new KnockemError(
    'misconfigured',
    `No container runtime: no Docker daemon answers, and crun lacks ${missing.map(({ program }) => program).join(', ')}.`,
    { hint: `apt-get install -y ${missing.map((each) => each.package).join(' ')}, or start Docker.` },
  );
}
