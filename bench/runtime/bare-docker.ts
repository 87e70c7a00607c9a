import Docker from 'dockerode';
import { ATTEMPT_LABEL } from '../../apps/executor/src/adapters/docker/container-options';
import {
  dockerDaemon,
  whyNoDocker,
} from '../../apps/executor/src/adapters/docker/private-daemon.conformance';
import { waitFor } from '#testing';
import { type BareRuntime, type MissingRuntime, withoutHold } from './bare-runtime';

/** create, start, wait, logs and remove in a Node loop, on the same daemon. */
export async function bareDocker(): Promise<BareRuntime | MissingRuntime> {
  const missing = whyNoDocker();
  if (missing) return { name: 'docker', missing: `${missing} (apt-get install docker.io)` };
  const daemon = await dockerDaemon();
  const docker = new Docker(daemon.socketPath ? { socketPath: daemon.socketPath } : {});
  let options: Docker.ContainerCreateOptions | undefined;
  return {
    name: 'docker',
    runs: 60,
    env: daemon.socketPath ? { DOCKER_HOST: `unix://${daemon.socketPath}` } : {},
    capture: async () => {
      options = await waitFor(() => heldRun(docker), { message: 'a container to look at' });
    },
    run: async (count, concurrency) => {
      let left = count;
      const lane = async (): Promise<void> => {
        while (left-- > 0) await runOnce(docker, options!);
      };
      const began = performance.now();
      await Promise.all(Array.from({ length: concurrency }, lane));
      return (1000 * count) / (performance.now() - began);
    },
    close: async () => daemon.stop(),
  };
}

async function runOnce(docker: Docker, options: Docker.ContainerCreateOptions): Promise<void> {
  const container = await docker.createContainer(options);
  await container.start();
  const { StatusCode } = (await container.wait()) as { StatusCode: number };
  await container.logs({ stdout: true, stderr: true, follow: false });
  await container.remove({ v: true });
  if (StatusCode !== 0) throw new Error(`the bare container ended with ${StatusCode}`);
}

/** The options of a competition's container (not of the inspection's) that is under way. */
async function heldRun(docker: Docker): Promise<Docker.ContainerCreateOptions | undefined> {
  for (const { Id } of await docker.listContainers({ filters: { label: [ATTEMPT_LABEL] } })) {
    const { Config, HostConfig, Image } = await docker.getContainer(Id).inspect();
    if (!Config.Cmd.includes('compete')) continue;
    const { Cmd, Entrypoint, Env, User, WorkingDir } = Config;
    return {
      Image,
      Cmd,
      Entrypoint,
      Env: withoutHold(Env),
      User,
      WorkingDir,
      NetworkDisabled: true,
      HostConfig,
    };
  }
  return undefined;
}
