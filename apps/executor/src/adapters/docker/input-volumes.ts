import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { type Pack, pack } from 'tar-stream';
import type Docker from 'dockerode';
import { KnockemError } from '#domain';
import type { Freed } from '#contracts';
import type { InputFile } from '../../application/container-runtime';
import { SharedWork } from '../images/shared-work';
import { SUPERVISE } from './supervise.sh';
import { SUPERVISE_SERVING } from './supervise-serving.sh';

export const INPUTS_LABEL = 'io.knockem.inputs';
/** Written last: a volume without it was left half-filled by a crash, and is filled again. */
const COMPLETE = '.complete';
/** An unused volume may be another executor's, between two of its runs: only those that nobody can still mean go. */
const UNUSED_MS = 24 * 3600_000;
/** Whoever was given a volume has made its container long before this is over, in ms. */
const GIVEN_MS = 3600_000;

/**
 * The input files of a template, the busybox and PID 1's script as one content-addressed named volume, filled once
 * and shown read-only at /knockem in every run: no host path (works with a remote daemon), no cost per run.
 */
export class InputVolumes {
  private readonly filling = new SharedWork<void>();
  /** When each was given to a run last, in ms of a clock that is never set. */
  private readonly filled = new Map<string, number>();

  constructor(
    private readonly docker: Docker,
    private readonly busybox: string,
  ) {}

  /** `imageId`: any image of the daemon; a container made from it, never started, is the door into the volume. */
  async provide(inputs: readonly InputFile[], imageId: string): Promise<string> {
    const name = await this.nameOf(inputs);
    if (!this.filled.has(name)) await this.filling.do(name, () => this.fill(name, inputs, imageId));
    this.filled.set(name, performance.now());
    return name;
  }

  /** After a failed start: look again whether it is there. */
  forget(name: string): void {
    this.filled.delete(name);
  }

  async sweep(now: number): Promise<void> {
    await this.prune(now, UNUSED_MS, true);
  }

  /** No younger than a day, and none that a container has: the daemon refuses those. It does not tell their sizes. */
  async prune(now: number, olderThanMs: number, remove: boolean): Promise<Freed> {
    const filters = { label: [INPUTS_LABEL], dangling: ['true'] };
    const { Volumes } = await this.docker.listVolumes({ filters });
    let count = 0;
    for (const volume of Volumes ?? []) {
      const createdAt = Date.parse((volume as { CreatedAt?: string }).CreatedAt ?? '');
      if (!(now - createdAt >= Math.max(olderThanMs, UNUSED_MS)) || this.isGiven(volume.Name)) continue;
      if (!remove || (await this.removed(volume.Name))) count += 1;
    }
    return { count, bytes: 0 };
  }

  /** Older than a day, and without a container between two runs. */
  private isGiven(name: string): boolean {
    const givenAt = this.filled.get(name);
    return givenAt !== undefined && performance.now() - givenAt < GIVEN_MS;
  }

  private async removed(name: string): Promise<boolean> {
    this.filled.delete(name);
    return this.docker
      .getVolume(name)
      .remove()
      .then(
        () => true,
        () => false,
      );
  }

  private async nameOf(inputs: readonly InputFile[]): Promise<string> {
    const { size, mtimeMs } = await stat(this.busybox);
    const lines = inputs.map(({ path, digest, mode }) => JSON.stringify([path, digest, mode])).sort();
    const text = [SUPERVISE, SUPERVISE_SERVING, `${size}/${mtimeMs}`, ...lines].join('\n');
    return `knockem-inputs-${createHash('sha256').update(text).digest('hex')}`;
  }

  private async fill(name: string, inputs: readonly InputFile[], imageId: string): Promise<void> {
    await this.docker.createVolume({ Name: name, Labels: { [INPUTS_LABEL]: 'true' } });
    const container = await this.docker.createContainer({
      Image: imageId,
      Cmd: ['true'],
      Entrypoint: [],
      Labels: { [INPUTS_LABEL]: 'true' },
      NetworkDisabled: true,
      HostConfig: {
        NetworkMode: 'none',
        Mounts: [
          {
            Type: 'volume',
            Source: name,
            Target: '/knockem',
            ReadOnly: false,
            VolumeOptions: { NoCopy: true } as never,
          },
        ],
      },
    });
    try {
      const complete = await container.infoArchive({ path: `/knockem/${COMPLETE}` }).then(
        () => true,
        () => false,
      );
      if (!complete)
        await container.putArchive(this.contents(inputs) as unknown as NodeJS.ReadableStream, {
          path: '/knockem',
        });
    } finally {
      await container.remove({ force: true });
    }
  }

  private contents(inputs: readonly InputFile[]): Pack {
    const archive = pack();
    void this.writeContents(archive, inputs).catch((error: Error) => archive.destroy(error));
    return archive;
  }

  private async writeContents(archive: Pack, inputs: readonly InputFile[]): Promise<void> {
    for (const name of ['in', 'bin', 'work']) archive.entry({ name, type: 'directory', mode: 0o755 });
    archive.entry({ name: 'bin/busybox', mode: 0o755 }, await readFile(this.busybox));
    archive.entry({ name: 'bin/supervise', mode: 0o644 }, SUPERVISE);
    archive.entry({ name: 'bin/supervise-serving', mode: 0o644 }, SUPERVISE_SERVING);
    for (const input of inputs) await addInput(archive, input);
    archive.entry({ name: COMPLETE, mode: 0o444 }, '');
    archive.finalize();
  }
}

async function addInput(archive: Pack, input: InputFile): Promise<void> {
  const relative = posix.relative('/knockem/in', posix.normalize(input.path));
  if (relative === '' || relative.startsWith('..')) {
    throw new KnockemError('invalid', `An input file stands at ${input.path}; it must be below /knockem/in.`);
  }
  const { size } = await stat(input.hostFile);
  await new Promise<void>((resolve, reject) => {
    const header = { name: `in/${relative}`, mode: input.mode & 0o777, size };
    const entry = archive.entry(header, (error) => (error ? reject(error) : resolve()));
    createReadStream(input.hostFile).on('error', reject).pipe(entry);
  });
}
