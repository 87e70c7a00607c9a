import { statfsSync } from 'node:fs';
import type { Log } from '../../application/ports';

/**
 * Below this an executor takes nothing new: a run needs room for its order, its output (1 MB) and its result, and a
 * disk that is nearly full fills up by others.
 */
const MIN_FREE_BYTES = 32 * 2 ** 20;

interface Failure {
  readonly code?: string;
  readonly message: string;
}

/** Said by the system, or by a program that we ran. A quota that is used up is a full disk to us. */
export const isDiskFull = ({ code, message }: Failure): boolean =>
  code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device|disk quota exceeded/i.test(message);

export const diskFullSentence = (directory: string): string =>
  `the disk of the executor's directory ${directory} is full`;

/** `work`, whose failure on a full disk names the directory; other failures go through. */
export async function namingFullDisk<T>(directory: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asFullDisk(directory, error as Error) ?? error;
  }
}

/** The sentence for a person, where it is that. */
export function asFullDisk(directory: string, error: Error): Error | undefined {
  if (!isDiskFull(error)) return undefined;
  return new Error(`${diskFullSentence(directory)} (${error.message})`, { cause: error });
}

/**
 * Whether the executor's directory has room for another run. Told once when it has not any more, and once when it has
 * again. Where that cannot be asked, there is room: what fails then tells of itself.
 */
export class DiskRoom {
  private isTight = false;

  constructor(
    private readonly directory: string,
    private readonly log: Log,
  ) {}

  readonly hasRoom = (): boolean => {
    const freeBytes = this.freeBytes();
    const isTight = freeBytes < MIN_FREE_BYTES;
    if (isTight !== this.isTight) this.tell(isTight, freeBytes);
    this.isTight = isTight;
    return !isTight;
  };

  private freeBytes(): number {
    try {
      const { bavail, bsize } = statfsSync(this.directory);
      return bavail * bsize;
    } catch {
      return Infinity;
    }
  }

  private tell(isTight: boolean, freeBytes: number): void {
    const { directory } = this;
    if (!isTight)
      return this.log.info({ directory, freeBytes }, `there is room again in ${directory}: runs are taken`);
    this.log.error(
      { directory, freeBytes, neededBytes: MIN_FREE_BYTES },
      `${diskFullSentence(directory)}: no new runs are taken until ${MIN_FREE_BYTES / 2 ** 20} MiB are free`,
    );
  }
}
