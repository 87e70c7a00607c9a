import type { OpenAPIObject } from '@nestjs/swagger';

/** In `@ApiBody`: the schema of each media type, where they differ. Nest itself writes one schema for all of them. */
export const BODY_BY_TYPE = 'x-content';

interface RequestBody {
  content: object;
  [BODY_BY_TYPE]?: object;
}

/** Puts the schemas of `BODY_BY_TYPE` where OpenAPI has them. */
export function withBodiesByType(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const { requestBody } of Object.values(path) as { requestBody?: RequestBody }[]) {
      const byType = requestBody?.[BODY_BY_TYPE];
      if (!requestBody || !byType) continue;
      requestBody.content = byType;
      delete requestBody[BODY_BY_TYPE];
    }
  }
  return document;
}
