import type { RunTemplate } from '#contracts';
import type { ContainerRuntime, PreparedImage } from './container-runtime';

/** The submission that was asked for longest ago is forgotten beyond these. */
const REMEMBERED = 1000;

type Pinned = Pick<RunTemplate, 'imageRef' | 'imageChainId'>;

/**
 * The image that a submission has pinned is looked up for its first run here, not for every one: registries answer so many
 * questions an hour, and a daemon takes as long as a short run. Each submission looks for itself, so that an image that was
 * replaced under its name is found to be another one; what is pinned to none (an inspection) is looked up each time.
 */
export class PreparedImages {
  /** In the order of first use. */
  private readonly lookups = new Map<string, Promise<PreparedImage>>();

  constructor(private readonly runtime: Pick<ContainerRuntime, 'prepare'>) {}

  /** Runs that begin at the same time share one look-up. Rejects as the runtime does; that is not remembered. */
  find(submissionId: string, image: Pinned): Promise<PreparedImage> {
    if (image.imageChainId === undefined) return this.runtime.prepare(image.imageRef);
    const key = keyOf(submissionId, image);
    const known = this.lookups.get(key);
    if (known) return known;
    const lookup = this.runtime.prepare(image.imageRef);
    this.lookups.set(key, lookup);
    const drop = (): void => void (this.lookups.get(key) === lookup && this.lookups.delete(key));
    lookup.then((found) => found.chainId !== image.imageChainId && drop(), drop);
    if (this.lookups.size > REMEMBERED) this.lookups.delete(this.lookups.keys().next().value!);
    return lookup;
  }

  /** It could not be started: it may be gone from here, and the next run looks again. */
  forget(submissionId: string, image: Pinned): void {
    this.lookups.delete(keyOf(submissionId, image));
  }
}

const keyOf = (submissionId: string, { imageRef, imageChainId }: Pinned): string =>
  `${submissionId} ${imageChainId} ${imageRef}`;
