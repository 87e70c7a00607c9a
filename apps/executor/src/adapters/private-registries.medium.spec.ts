// Real: skopeo, umoci and a Docker daemon, what they pull and unpack, the credential files. A stand-in: the registry (the
// pull half of the distribution specification with HTTP basic authentication, on loopback).
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describeUnless, ImageRegistry, shellImage, type TempDirectory, tempDirectory } from '#testing';
import type { ContainerRuntime } from '../application/container-runtime';
import { ImageForOtherPlatform, ImageUnavailable } from '../application/container-runtime';
import { whyNoCrun } from './crun/crun-harness.conformance';
import { type DockerDaemon, dockerDaemon, whyNoDocker } from './docker/private-daemon.conformance';
import { goArch } from './images/image-configuration';
import { remoteRuntime } from './remote-runtime.conformance';
import { fromSource } from './start-and-die.conformance';

const USER = 'lab-robot';
const PASSWORD = 'open:sesame-7Zq';
const OTHER_PASSWORD = 'yesterday-9Xw';
const BOUND_MS = 120_000;

/** Opens an adapter with (or without) a credential file. */
type Open = (registryAuthFile?: string) => ContainerRuntime;

interface Place {
  readonly directory: TempDirectory;
  readonly registry: ImageRegistry;
}

describePrivateRegistries('crun', whyNoCrun(), async ({ directory, registry }) => {
  // skopeo wants TLS of every registry that is not said to be without, on loopback, too.
  const registries = join(directory.path, '.config', 'containers');
  mkdirSync(registries, { recursive: true });
  writeFileSync(
    join(registries, 'registries.conf'),
    `[[registry]]\nlocation = "${registry.host}"\ninsecure = true\n`,
  );
  const runnerCommand = fromSource(resolve(__dirname, 'crun', 'runner', 'main.ts'));
  const open: Open = (registryAuthFile) => {
    const options = {
      directory: join(directory.path, 'executor'),
      imagesDirectory: directory.path,
      runnerCommand,
      registryAuthFile,
      platform: { arch: goArch(), emulated: [] },
    };
    const module = resolve(__dirname, 'crun', 'crun-runtime.ts');
    return remoteRuntime({ module, className: 'CrunRuntime', options }, ['env', `HOME=${directory.path}`]);
  };
  return { open, close: () => undefined };
});

describePrivateRegistries('docker', whyNoDocker(), async ({ directory }) => {
  const daemon: DockerDaemon = await dockerDaemon();
  const open: Open = (registryAuthFile) => {
    const options = {
      imagesDirectory: directory.path,
      socketPath: daemon.socketPath,
      registryAuthFile,
      platform: { arch: goArch(), emulated: [] },
    };
    const module = resolve(__dirname, 'docker', 'docker-runtime.ts');
    return remoteRuntime({ module, className: 'DockerRuntime', options }, []);
  };
  return { open, close: () => daemon.stop() };
});

function describePrivateRegistries(
  name: string,
  why: string | undefined,
  prepare: (place: Place) => Promise<{ open: Open; close: () => void }>,
): void {
  describeUnless(why, `private registries by ${name}`, () => {
    let place: Place;
    let opened: { open: Open; close: () => void };
    const runtimes: ContainerRuntime[] = [];
    const open: Open = (file) => {
      const runtime = opened.open(file);
      runtimes.push(runtime);
      return runtime;
    };
    const authFile = (host: string, password: string): string => {
      const file = join(place.directory.path, `${password}-${host.replace(':', '-')}.json`);
      const auth = Buffer.from(`${USER}:${password}`).toString('base64');
      writeFileSync(file, JSON.stringify({ auths: { [host]: { auth } } }), { mode: 0o600 });
      return file;
    };

    beforeAll(async () => {
      const registry = await new ImageRegistry(USER, PASSWORD).start();
      place = { registry, directory: tempDirectory() };
      chmodSync(place.directory.path, 0o755);
      opened = await prepare(place);
    }, BOUND_MS);
    afterEach(async () => {
      for (const runtime of runtimes.splice(0)) await runtime.close();
    }, BOUND_MS);
    afterAll(async () => {
      opened?.close();
      await place?.registry.stop();
      place?.directory.remove();
    }, BOUND_MS);

    it('asks without credentials where there is no file, and says which image, which registry and what to do', async () => {
      const image = await place.registry.push(await shellImage(`${name}/closed:1`, {}));
      const prepared = open().prepare(image);
      await expect(prepared).rejects.toThrow(ImageUnavailable);
      const said = await messageOf(prepared);
      expect(said).toContain(`The registry ${place.registry.host} did not give the image ${image}`);
      expect(said).toContain('no credentials were given, since this executor has no credential file');
      expect(said).toContain(`skopeo login --authfile FILE ${place.registry.host}`);
      expect(said).toContain('KNOCKEM_REGISTRY_AUTH_FILE');
    }, 60_000);

    it('says when the file has none for this registry, or cannot be used', async () => {
      const image = await place.registry.push(await shellImage(`${name}/other:1`, {}));
      const elsewhere = authFile('registry.example', PASSWORD);
      expect(await messageOf(open(elsewhere).prepare(image))).toContain(
        `no credentials were given: the executor's credential file has none for ${place.registry.host}`,
      );
      writeFileSync(elsewhere, PASSWORD);
      const said = await messageOf(open(elsewhere).prepare(image));
      expect(said).toContain('the credential file that KNOCKEM_REGISTRY_AUTH_FILE names cannot be used');
      expect(said).not.toContain(PASSWORD);
    }, 60_000);

    it('tells wrong credentials from none, and not what they are, though the registry says them back', async () => {
      const image = await place.registry.push(await shellImage(`${name}/renewed:1`, {}));
      const file = authFile(place.registry.host, OTHER_PASSWORD);
      const said = await messageOf(open(file).prepare(image));
      expect(said).toContain(`credentials for ${place.registry.host} were given, and it does not take them`);
      for (const secret of [USER, OTHER_PASSWORD, base64(`${USER}:${OTHER_PASSWORD}`)])
        expect(said).not.toContain(secret);
    }, 60_000);

    it(
      'pulls with the credentials of the file, which may be renewed at any time',
      async () => {
        const image = await place.registry.push(await shellImage(`${name}/open:1`, {}));
        const file = authFile(place.registry.host, OTHER_PASSWORD);
        const runtime = open(file);
        await expect(runtime.prepare(image)).rejects.toThrow(ImageUnavailable);
        writeFileSync(file, readFileSync(authFile(place.registry.host, PASSWORD)));
        const prepared = await runtime.prepare(image);
        expect(prepared).toMatchObject({ imageRef: image, hasShell: true });
        expect(prepared.imageDigest).toMatch(/^sha256:/);
        expect(place.registry.shown).toContain(`Basic ${base64(`${USER}:${PASSWORD}`)}`);
        expect(filesWith(join(place.directory.path, 'executor'), PASSWORD)).toEqual([]);
      },
      BOUND_MS,
    );

    it('says of an image, or an index, for other platforms which they are and how to build ours', async () => {
      const runtime = open(authFile(place.registry.host, PASSWORD));
      const foreign = ['s390x', 'ppc64le'];
      const images = await Promise.all(
        foreign.map(async (architecture) => ({
          ...(await shellImage(`${name}/${architecture}:1`, {})),
          architecture,
        })),
      );
      const single = runtime.prepare(await place.registry.push(images[0]));
      await expect(single).rejects.toThrow(ImageForOtherPlatform);
      expect(await messageOf(single)).toContain('is built for linux/s390x');
      const index = runtime.prepare(await place.registry.pushIndex(`${name}/index:1`, images));
      await expect(index).rejects.toThrow(ImageForOtherPlatform);
      expect(await messageOf(index)).toContain(
        `is built for linux/s390x, linux/ppc64le, this executor is linux/${goArch()}: ` +
          `build it with \`docker buildx build --platform linux/${goArch()} …\`.`,
      );
    }, 60_000);
  });
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const messageOf = (failing: Promise<unknown>): Promise<string> =>
  failing.then(
    () => 'it did not fail',
    ({ message }: Error) => message,
  );

/** Files below a directory that hold the text; none where there is no directory. */
function filesWith(directory: string, text: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return entries
    .map((name) => join(directory, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .filter((file) => readFileSync(file).includes(text));
}
