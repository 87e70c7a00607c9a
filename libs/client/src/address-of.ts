import { createFinalURL, createQuerySerializer, defaultPathSerializer } from 'openapi-fetch';
import type { paths } from './openapi.generated';

type Readable = { [P in keyof paths]: paths[P] extends { readonly get: object } ? P : never }[keyof paths];
type Parameters<P extends Readable> = paths[P] extends { readonly get: { readonly parameters: infer Given } }
  ? Omit<Given, 'header' | 'cookie'>
  : never;

/**
 * The address of what can be read, for links, event sources and streams: path and query from the origin on.
 * `addressOf('/api/v1/submissions/{submissionId}/competitions.csv', { path: { submissionId } })`
 */
export function addressOf<P extends Readable>(path: P, parameters: Parameters<P>): string {
  return createFinalURL(path, {
    baseUrl: '',
    params: parameters,
    querySerializer: createQuerySerializer(),
    pathSerializer: defaultPathSerializer,
  });
}
