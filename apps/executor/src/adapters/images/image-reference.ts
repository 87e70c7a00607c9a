/**
 * The full name of an image, so that two spellings of one image compare equal: `demo`, `demo:latest` and
 * `docker.io/library/demo:latest` are the same. A digest (`name@sha256:…`) is left as it is.
 */
export function fullImageName(imageRef: string): string {
  const [name, digest] = splitOnce(imageRef.trim(), '@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const path = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : 'latest';
  const full = withRegistry(path);
  return digest === undefined ? `${full}:${tag}` : `${full}@${digest}`;
}

/** The first part names a registry when it could be a host: a dot, a port, or localhost. Otherwise Docker Hub is meant. */
function withRegistry(path: string): string {
  const [first, rest] = splitOnce(path, '/');
  if (rest !== undefined && (/[.:]/.test(first) || first === 'localhost')) return path;
  return rest === undefined ? `docker.io/library/${path}` : `docker.io/${path}`;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
