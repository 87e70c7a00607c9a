import { createReadStream } from 'node:fs';
import type Docker from 'dockerode';
import { extract } from 'tar-stream';
import { ImageUnavailable, type PreparedImage } from '../../application/container-runtime';
import { chainId } from '../images/chain-id';
import { type ContainerUser, resolveUser } from '../images/container-user';
import type { ImageArchives } from '../images/image-archives';
import { environmentOf, goArch, type ImageConfiguration } from '../images/image-configuration';
import {
  type HostPlatform,
  type ImagePlatform,
  lacksOurPlatform,
  notInIndex,
  refuseOtherPlatform,
} from '../images/platforms';
import { KnownImages } from '../images/known-images';
import type { RegistryAccess, RegistryLogin } from '../images/registry-access';
import { SharedWork } from '../images/shared-work';

export interface DockerImage {
  readonly prepared: PreparedImage;
  readonly imageId: string;
  readonly user: ContainerUser;
  readonly workingDirectory: string;
}

/** Images of a Docker daemon: the images directory's archives first, then what the daemon has, then a pull. */
export class DockerImages {
  private readonly preparing = new SharedWork<DockerImage>();
  private readonly known = new KnownImages<DockerImage>();

  constructor(
    private readonly docker: Docker,
    private readonly archives: ImageArchives,
    private readonly registries: RegistryAccess,
    private readonly platform: HostPlatform,
  ) {}

  prepare(imageRef: string): Promise<DockerImage> {
    return this.preparing.do(imageRef, async () => {
      await this.makeAvailable(imageRef);
      const image = await this.describe(imageRef);
      this.known.add(image);
      return image;
    });
  }

  async get(image: PreparedImage): Promise<DockerImage> {
    return this.known.get(image) ?? this.known.same(image, await this.prepare(image.imageRef));
  }

  /** The daemon does not have it any more: the next `get` loads or pulls it again. */
  forget({ imageRef }: PreparedImage): void {
    this.known.forget((image) => image.imageRef === imageRef);
  }

  private async makeAvailable(imageRef: string): Promise<void> {
    const archived = await this.archives.find(imageRef);
    const inDaemon = await this.inspect(imageRef);
    if (archived) {
      if (!inDaemon || !isSame(archived.configuration, inDaemon)) await this.load(imageRef, archived.file);
    } else if (!inDaemon) await this.pull(imageRef);
  }

  private async inspect(imageRef: string): Promise<Docker.ImageInspectInfo | undefined> {
    try {
      return await this.docker.getImage(imageRef).inspect();
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 404) return undefined;
      throw error;
    }
  }

  private async load(imageRef: string, file: string): Promise<void> {
    try {
      await this.follow(await this.docker.loadImage(createReadStream(file)));
    } catch (error) {
      throw new ImageUnavailable(
        `The archive ${file} with the image ${imageRef} could not be loaded: ${sentence(error)}`,
      );
    }
  }

  /** The call returns when the stream starts; a failure comes inside it. */
  private async pull(imageRef: string): Promise<void> {
    const login = await this.registries.loginFor(imageRef);
    try {
      await this.follow(await this.docker.pull(withTag(imageRef), { authconfig: login.dockerLogin() }));
    } catch (error) {
      const said = sentence(error);
      if (lacksOurPlatform(said))
        throw notInIndex(imageRef, await this.platformsOf(imageRef, login), this.platform);
      throw new ImageUnavailable(
        (login.refusal(said) ??
          `There is no image ${imageRef}: no archive in the images directory holds it, the Docker daemon does not have ` +
            `it, and it could not be pulled (${login.withoutSecrets(said)}).`) + this.archives.complaints(),
      );
    }
  }

  /** As the daemon hears of them from the registry; none where it does not. */
  private async platformsOf(imageRef: string, login: RegistryLogin): Promise<ImagePlatform[]> {
    const asked = this.docker.getImage(withTag(imageRef)).distribution({ authconfig: login.dockerLogin() });
    const { Platforms = [] } = await (asked as Promise<DistributionInspect>).catch(() => ({
      Platforms: undefined,
    }));
    return Platforms.map(({ os, architecture }) => ({ os, arch: architecture }));
  }

  private follow(stream: NodeJS.ReadableStream): Promise<void> {
    return new Promise((resolve, reject) => {
      let failure: string | undefined;
      const onEvent = (event: { error?: string }): void => void (failure ??= event.error);
      this.docker.modem.followProgress(
        stream,
        (error) => (error || failure ? reject(error ?? new Error(failure)) : resolve()),
        onEvent,
      );
    });
  }

  private async describe(imageRef: string): Promise<DockerImage> {
    const facts = await this.inspect(imageRef);
    if (!facts)
      throw new ImageUnavailable(
        `The image ${imageRef} was loaded, but the Docker daemon does not know its name.`,
      );
    const layers = chainId(facts.RootFS.Layers ?? []);
    const imageDigest = facts.RepoDigests?.[0]?.split('@')[1] ?? facts.Id;
    const arch = facts.Architecture;
    refuseOtherPlatform(imageRef, { os: facts.Os, arch }, this.platform);
    const prepared = { imageRef, chainId: layers, imageDigest, arch, hasShell: arch === goArch() };
    const user = await this.userOf(imageRef, facts);
    return { prepared, imageId: facts.Id, user, workingDirectory: facts.Config.WorkingDir || '/' };
  }

  private async userOf(imageRef: string, facts: Docker.ImageInspectInfo): Promise<ContainerUser> {
    const user = facts.Config.User ?? '';
    if (user === '' || user === '0' || user === 'root') return resolveUser('', async () => undefined);
    const container = await this.docker.createContainer({ Image: facts.Id, Cmd: ['true'], Entrypoint: [] });
    try {
      return await resolveUser(user, (path) => readContainerFile(container, path));
    } catch (error) {
      throw new ImageUnavailable(`The image ${imageRef} cannot be run: ${sentence(error)}.`);
    } finally {
      await container.remove({ force: true });
    }
  }
}

interface DistributionInspect {
  readonly Platforms?: readonly { readonly os: string; readonly architecture: string }[];
}

function isSame(archived: ImageConfiguration, { RootFS, Config }: Docker.ImageInspectInfo): boolean {
  return (
    archived.chainId === chainId(RootFS.Layers ?? []) &&
    archived.user === (Config.User ?? '') &&
    archived.workingDirectory === (Config.WorkingDir || '/') &&
    JSON.stringify(archived.env) === JSON.stringify(environmentOf(Config.Env ?? []))
  );
}

async function readContainerFile(container: Docker.Container, path: string): Promise<string | undefined> {
  const stream = await container.getArchive({ path }).catch(() => undefined);
  if (!stream) return undefined;
  const chunks: Buffer[] = [];
  for await (const entry of stream.pipe(extract())) {
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Without a tag a pull would fetch all of them. */
const withTag = (imageRef: string): string =>
  imageRef.includes('@') || imageRef.lastIndexOf(':') > imageRef.lastIndexOf('/')
    ? imageRef
    : `${imageRef}:latest`;

export const sentence = (error: unknown): string => (error as Error).message.replace(/\s+/g, ' ').trim();
