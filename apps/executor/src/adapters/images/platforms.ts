import { existsSync, readdirSync } from 'node:fs';
import { ImageForOtherPlatform } from '../../application/container-runtime';
import { goArch } from './image-configuration';

/** What containers of this executor run on: always Linux. */
export interface HostPlatform {
  readonly arch: string;
  /** Architectures besides; absent: not known, and an image of any is tried. */
  readonly emulated?: readonly string[];
}

/** What an image says of itself, or an index of one of its images, in Go's words. */
export interface ImagePlatform {
  readonly os: string;
  readonly arch: string;
}

const BINFMT = '/proc/sys/fs/binfmt_misc';
/** QEMU's words for the architectures that Go calls otherwise. */
const GO_NAMES: Readonly<Record<string, string>> = { aarch64: 'arm64', x86_64: 'amd64', i386: '386' };
/** What a processor runs without emulation. */
const ALSO_RUNS: Readonly<Record<string, readonly string[]>> = { amd64: ['386'], arm64: ['arm'] };

/** This machine: what its kernel hands to an emulator (binfmt_misc), as `docker run --privileged tonistiigi/binfmt` sets up. */
export function thisPlatform(): HostPlatform {
  const arch = goArch();
  const handlers = existsSync(BINFMT) ? readdirSync(BINFMT) : [];
  const emulated = handlers
    .filter((name) => name.startsWith('qemu-'))
    .map((name) => name.slice('qemu-'.length));
  return { arch, emulated: [...(ALSO_RUNS[arch] ?? []), ...emulated.map((name) => GO_NAMES[name] ?? name)] };
}

/** Of a daemon that may be on another machine, in a virtual one, or around this container: what it emulates is not seen. */
export function platformOfDaemon(isLocal: boolean): HostPlatform {
  const isSeen = isLocal && process.platform === 'linux' && !existsSync('/.dockerenv');
  return isSeen ? thisPlatform() : { arch: goArch() };
}

/** Throws ImageForOtherPlatform when it is known that the image cannot run here. */
export function refuseOtherPlatform(
  imageRef: string,
  image: ImagePlatform,
  { arch, emulated }: HostPlatform,
): void {
  const isOurs = image.arch === arch || emulated === undefined || emulated.includes(image.arch);
  if (image.os === 'linux' && isOurs) return;
  throw new ImageForOtherPlatform(
    `The image ${imageRef} is built for ${inWords(image)}, this executor is linux/${arch}: ${buildIt(arch)}`,
  );
}

/** An index (an image for several platforms) without ours. */
export function notInIndex(
  imageRef: string,
  platforms: readonly ImagePlatform[],
  { arch }: HostPlatform,
): ImageForOtherPlatform {
  const known = [...new Set(platforms.filter(({ os }) => os !== 'unknown').map(inWords))];
  const others = known.length === 0 ? 'another platform' : known.join(', ');
  return new ImageForOtherPlatform(
    `The image ${imageRef} is built for ${others}, this executor is linux/${arch}: ${buildIt(arch)}`,
  );
}

/** How skopeo and Docker say that an index has no image for us. */
export const lacksOurPlatform = (said: string): boolean =>
  /no image found in (manifest list|image index)|no matching manifest/i.test(said);

/** The platforms of an index's JSON, as a registry gives it. */
export function platformsOfIndex(json: string): ImagePlatform[] {
  const { manifests = [] } = JSON.parse(json) as {
    manifests?: { platform?: { os?: string; architecture?: string } }[];
  };
  return manifests.map(({ platform }) => ({
    os: platform?.os ?? 'unknown',
    arch: platform?.architecture ?? 'unknown',
  }));
}

const inWords = ({ os, arch }: ImagePlatform): string => `${os}/${arch}`;

const buildIt = (arch: string): string => `build it with \`docker buildx build --platform linux/${arch} …\`.`;
