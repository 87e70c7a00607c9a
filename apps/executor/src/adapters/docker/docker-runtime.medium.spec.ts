// Real: a Docker daemon (the machine's, or a private one), its containers, images and volumes. Mocked: nothing.
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import Docker from 'dockerode';
import { type ConformanceHarness, describeContainerRuntime } from '../container-runtime.conformance';
import { CONFORMANCE_PLATFORM } from '../container-runtime-images.conformance';
import { startAndDie } from '../start-and-die.conformance';
import { containerName } from './container-options';
import { DockerRuntime } from './docker-runtime';
import { dockerDaemon, whyNoDocker } from './private-daemon.conformance';
import { ServedAttachment } from './served-attachment';

const why = whyNoDocker();
if (why) it.skip(`container runtime docker (${why})`, () => undefined);
else describeContainerRuntime('docker', makeHarness);

async function makeHarness(imagesDirectory: string): Promise<ConformanceHarness> {
  const daemon = await dockerDaemon();
  const { socketPath } = daemon;
  const docker = new Docker(socketPath ? { socketPath } : undefined);
  const options = { imagesDirectory, socketPath, platform: CONFORMANCE_PLATFORM };
  const volumesBefore = await anonymousVolumes(docker);
  return {
    open: async () => {
      const runtime = new DockerRuntime(options);
      await runtime.check();
      return runtime;
    },
    startAndDie: (run) =>
      startAndDie(
        { module: resolve(__dirname, 'docker-runtime.ts'), className: 'DockerRuntime', options },
        run,
      ),
    leftovers: async (attemptIds) => {
      const containers = await docker.listContainers({ all: true });
      const left = containers.filter(({ Names }) => attemptIds.some((id) => Names.join().includes(id)));
      const volumes = (await anonymousVolumes(docker)).filter((name) => !volumesBefore.includes(name));
      const running = left.filter(({ State }) => State === 'running').flatMap(({ Id }) => processesOf(Id));
      return [...running, ...left.map(({ Names }) => `container ${Names.join()}`), ...volumes];
    },
    failNextServe: () =>
      void jest.spyOn(ServedAttachment, 'to').mockRejectedValueOnce(new Error('broken for the spec')),
    loseImage: (imageRef) => docker.getImage(imageRef).remove({ force: true }),
    endFromOutside: (attemptId) => docker.getContainer(containerName(attemptId)).kill(),
    close: async () => daemon.stop(),
  };
}

async function anonymousVolumes(docker: Docker): Promise<string[]> {
  const { Volumes } = await docker.listVolumes();
  return (Volumes ?? []).map(({ Name }) => Name).filter((name) => /^[0-9a-f]{64}$/.test(name));
}

const processesOf = (containerId: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && cgroupOf(name).includes(containerId))
    .map((pid) => `process ${pid}`);

function cgroupOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8');
  } catch {
    return '';
  }
}
