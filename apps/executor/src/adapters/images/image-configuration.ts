import { arch as hostArch } from 'node:os';
import { chainId, sha256 } from './chain-id';

/** What a run takes from an image's configuration (OCI image spec, "Image Configuration"). Its entrypoint is not used. */
export interface ImageConfiguration {
  readonly chainId: string;
  /** Of the configuration's own text: what Docker calls the image's id. */
  readonly digest: string;
  /** As Go spells it: amd64, arm64. */
  readonly arch: string;
  readonly os: string;
  /** As written in the image: `name`, `uid`, `name:group` …; empty = none. */
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}

interface RawConfiguration {
  architecture?: string;
  os?: string;
  rootfs?: { diff_ids?: string[] };
  config?: { User?: string; Env?: string[] | null; WorkingDir?: string };
}

export function readImageConfiguration(json: string): ImageConfiguration {
  const raw = JSON.parse(json) as RawConfiguration;
  return {
    chainId: chainId(raw.rootfs?.diff_ids ?? []),
    digest: sha256(json),
    arch: raw.architecture ?? goArch(),
    os: raw.os ?? 'linux',
    user: raw.config?.User ?? '',
    env: environmentOf(raw.config?.Env ?? []),
    workingDirectory: raw.config?.WorkingDir || '/',
  };
}

/** `KEY=value` lines as an object; a line without `=` is an empty value. */
export function environmentOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

/** This machine's architecture in Go's words. */
export function goArch(arch: string = hostArch()): string {
  return { x64: 'amd64', ia32: '386', arm64: 'arm64', arm: 'arm' }[arch] ?? arch;
}
