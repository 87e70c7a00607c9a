import { ImageUnavailable, type PreparedImage } from '../../application/container-runtime';

/** A laboratory rebuilds its image some times a day; the one that was found longest ago is forgotten beyond these. */
const REMEMBERED = 1000;

interface Found {
  readonly prepared: PreparedImage;
}

/**
 * What an adapter knows of the images that it has prepared, by name, layers and digest: a name may mean another image for a
 * later submission, which may differ in its environment alone.
 */
export class KnownImages<T extends Found> {
  /** In the order of finding. */
  private readonly found = new Map<string, T>();

  get(image: PreparedImage): T | undefined {
    return this.found.get(keyOf(image));
  }

  add(image: T): void {
    this.found.set(keyOf(image.prepared), image);
    if (this.found.size > REMEMBERED) this.found.delete(this.found.keys().next().value!);
  }

  forget(isGone: (image: PreparedImage) => boolean): void {
    for (const [key, { prepared }] of this.found) if (isGone(prepared)) this.found.delete(key);
  }

  /** `found`, by the name of `wanted`, where it is the same image. */
  same(wanted: PreparedImage, found: T): T {
    if (keyOf(found.prepared) === keyOf(wanted)) return found;
    throw new ImageUnavailable(
      `The image ${wanted.imageRef} has changed since it was prepared: ${inWords(found.prepared)} in place of ${inWords(wanted)}.`,
    );
  }
}

const keyOf = ({ imageRef, chainId, imageDigest }: PreparedImage): string =>
  `${imageRef} ${chainId} ${imageDigest}`;
const inWords = ({ chainId, imageDigest }: PreparedImage): string =>
  imageDigest === undefined ? chainId : `${chainId} (${imageDigest})`;
