import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Freed } from '#contracts';
import { removeTree } from '#platform';
import { ImageUnavailable, type PreparedImage } from '../../application/container-runtime';
import { asFullDisk } from '../disk/disk-room';
import type { ArchivedImage, ImageArchives } from '../images/image-archives';
import { goArch, type ImageConfiguration, readImageConfiguration } from '../images/image-configuration';
import { runCommand } from '../images/run-command';
import {
  type HostPlatform,
  lacksOurPlatform,
  notInIndex,
  platformsOfIndex,
  refuseOtherPlatform,
} from '../images/platforms';
import { KnownImages } from '../images/known-images';
import type { RegistryAccess, RegistryLogin } from '../images/registry-access';
import { SharedWork } from '../images/shared-work';
import { type ImagePruning, ImageUse } from './image-use';

/** Where an image is copied from, in skopeo's words. */
interface ImageSource {
  readonly location: string;
  readonly configuration: ImageConfiguration;
  readonly imageDigest?: string;
  /** Of a registry. */
  readonly login?: RegistryLogin;
}

export interface UnpackedImage {
  readonly prepared: PreparedImage;
  readonly configuration: ImageConfiguration;
  readonly root: string;
}

/** A large image over a slow line. */
const COPY_BOUND_MS = 30 * 60_000;
const LOOK_BOUND_MS = 60_000;
/** Places the sandbox mounts on: crun would make missing ones in the shared root, which other runs have mounted. */
const MOUNT_POINTS = ['proc', 'dev', 'tmp', 'knockem/in', 'knockem/bin', 'knockem/work'];

/**
 * Unpacked images, one read-only root per chain id, shared by all runs. Unpacked aside and renamed, so that a crash
 * leaves a stray directory (swept at the next start) and never half an image.
 */
export class ImageStore {
  private readonly unpacking = new SharedWork<string>();
  private readonly known = new KnownImages<UnpackedImage>();
  private readonly use: ImageUse;

  constructor(
    private readonly directory: string,
    private readonly archives: ImageArchives,
    private readonly rootless: boolean,
    private readonly registries: RegistryAccess,
    private readonly platform: HostPlatform,
  ) {
    this.use = new ImageUse(directory);
  }

  async open(): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    for (const name of await readdir(this.directory)) {
      if (name.startsWith('.')) await removeTree(join(this.directory, name));
    }
  }

  /** The archives first, then the image's registry. */
  async prepare(imageRef: string): Promise<UnpackedImage> {
    const archived = await this.archives.find(imageRef);
    const source = archived ? sourceOf(archived) : await this.lookInRegistry(imageRef);
    const { configuration } = source;
    const imageDigest = source.imageDigest ?? configuration.digest;
    refuseOtherPlatform(imageRef, configuration, this.platform);
    await this.use.begin(configuration.chainId);
    const root = await this.unpacking.do(configuration.chainId, () => this.unpack(imageRef, source));
    const { chainId, arch } = configuration;
    const prepared = { imageRef, chainId, imageDigest, arch, hasShell: arch === goArch() };
    const image = { prepared, configuration, root };
    this.known.add(image);
    return image;
  }

  /** A prepared image; unpacked again if this process has not seen it yet, or somebody has removed it. */
  async get(image: PreparedImage): Promise<UnpackedImage> {
    const known = this.known.get(image);
    if (known) void this.use.begin(image.chainId);
    if (known && existsSync(known.root)) return known;
    return this.known.same(image, await this.prepare(image.imageRef));
  }

  /** Gives up images that are in no use; `roots`: those that runs have. One that is wanted meanwhile is unpacked anew. */
  async prune(
    pruning: Omit<ImagePruning, 'forget'> & { readonly roots: ReadonlySet<string> },
  ): Promise<Freed> {
    const names = (await readdir(this.directory)).filter((name) => /^[0-9a-f]{64}$/.test(name));
    const idle = names.filter((name) => !pruning.roots.has(join(this.directory, name, 'rootfs')));
    const forget = (chainId: string): void => this.known.forget((image) => image.chainId === chainId);
    return this.use.prune(idle, { ...pruning, forget });
  }

  private async lookInRegistry(imageRef: string): Promise<ImageSource> {
    const login = await this.registries.loginFor(imageRef);
    const location = `docker://${imageRef}`;
    const look = (...args: string[]) =>
      runCommand('skopeo', ['--insecure-policy', 'inspect', ...login.skopeoFlags(), ...args, location], {
        timeoutMs: LOOK_BOUND_MS,
      });
    try {
      const configuration = readImageConfiguration(await look('--config'));
      const imageDigest = (await look('--no-tags', '--format', '{{.Digest}}')).trim() || undefined;
      return { location, configuration, imageDigest, login };
    } catch (error) {
      const said = (error as Error).message;
      if (lacksOurPlatform(said))
        throw notInIndex(imageRef, platformsOfIndex(await look('--raw').catch(() => '{}')), this.platform);
      throw new ImageUnavailable(
        (login.refusal(said) ??
          `There is no image ${imageRef}: no archive in the images directory holds it, and the registry could not ` +
            `give it (${login.withoutSecrets(said)}).`) + this.archives.complaints(),
      );
    }
  }

  private async unpack(imageRef: string, source: ImageSource): Promise<string> {
    const home = join(this.directory, source.configuration.chainId.replace('sha256:', ''));
    const root = join(home, 'rootfs');
    if (existsSync(root)) return root;
    const aside = join(this.directory, `.${randomUUID()}`);
    await mkdir(aside, { recursive: true });
    try {
      await this.unpackInto(aside, source);
      await rename(join(aside, 'unpacked'), home);
    } catch (error) {
      if (!existsSync(root)) {
        const full = asFullDisk(this.directory, error as Error);
        if (full) throw full;
        throw unpackFailure(imageRef, source, error as Error);
      }
    } finally {
      await removeTree(aside);
    }
    return root;
  }

  private async unpackInto(aside: string, source: ImageSource): Promise<void> {
    const layout = `${join(aside, 'layout')}:image`;
    const access = source.login?.skopeoFlags('src-') ?? [];
    await runCommand(
      'skopeo',
      ['--insecure-policy', 'copy', '--quiet', ...access, source.location, `oci:${layout}`],
      { timeoutMs: COPY_BOUND_MS },
    );
    const copied = readImageConfiguration(
      await runCommand('skopeo', ['--insecure-policy', 'inspect', '--config', `oci:${layout}`]),
    );
    if (copied.chainId !== source.configuration.chainId)
      throw new Error('it changed while it was copied; try again');
    const bundle = join(aside, 'bundle');
    const rootless = this.rootless ? ['--rootless'] : [];
    await runCommand('umoci', ['unpack', ...rootless, '--image', layout, bundle], {
      timeoutMs: COPY_BOUND_MS,
    });
    const unpacked = join(aside, 'unpacked');
    await mkdir(unpacked);
    await rename(join(bundle, 'rootfs'), join(unpacked, 'rootfs'));
    await makeMountPoints(join(unpacked, 'rootfs'));
  }
}

const sourceOf = ({ file, repoTag, configuration }: ArchivedImage): ImageSource => ({
  location: `docker-archive:${file}:${repoTag}`,
  configuration,
});

function unpackFailure(imageRef: string, { login }: ImageSource, { message }: Error): ImageUnavailable {
  const told = login?.withoutSecrets(message) ?? message;
  return new ImageUnavailable(
    login?.refusal(message) ?? `The image ${imageRef} could not be unpacked: ${told}`,
  );
}

/** Step by step, so that an image's symbolic link never leads a directory of ours onto the host. */
async function makeMountPoints(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const point of MOUNT_POINTS) {
    let path = root;
    for (const name of point.split('/')) {
      path = join(path, name);
      const stats = await lstat(path).catch(() => undefined);
      if (!stats) await mkdir(path, { mode: 0o755 });
      else if (!stats.isDirectory()) {
        if (point.startsWith('knockem'))
          throw new Error(`it holds /${point}, which is ours, as something else`);
        break;
      }
    }
  }
}
