import { createHash } from 'node:crypto';

/**
 * Chain id of an image's layers (OCI image spec, "Layer ChainID"): equal wherever the layers are equal, however the
 * image was carried; manifest and configuration digests are not.
 */
export function chainId(diffIds: readonly string[]): string {
  return diffIds.reduce((parent, diffId) => (parent === '' ? diffId : sha256(`${parent} ${diffId}`)), '');
}

export const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
