/**
 * The full name of an image, so that two spellings of one image compare equal: `demo`, `demo:latest` and
 * `docker.io/library/demo:latest` are the same. A digest (`name@sha256:…`) is left as it is.
 */
export function fullImageName(imageRef: string): string {
  const { path, tag, digest } = splitName(imageRef.trim());
  const full = withRegistry(path);
  return digest === undefined ? `${full}:${tag ?? 'latest'}` : `${full}@${digest}`;
}

export interface ImageNameParts {
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** A colon before the last slash is a registry's port, not a tag's. */
export function splitName(imageRef: string): ImageNameParts {
  const [name, digest] = splitOnce(imageRef, '@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  return {
    path: hasTag ? name.slice(0, colon) : name,
    tag: hasTag ? name.slice(colon + 1) : undefined,
    digest,
  };
}

/**
 * The first part names a registry when it could be a host: a dot, a port, localhost, or a pattern's `*`. Otherwise
 * Docker Hub is meant.
 */
function withRegistry(path: string): string {
  const [first, rest] = splitOnce(path, '/');
  if (rest !== undefined && (/[.:*]/.test(first) || first === 'localhost')) return path;
  return rest === undefined ? `docker.io/library/${path}` : `docker.io/${path}`;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
