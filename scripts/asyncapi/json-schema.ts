/** Keywords of JSON Schema (draft-07, of which AsyncAPI's own schemas are a superset). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Adds keywords; beside a `$ref` they would be passed over. */
export function extended(schema: JsonSchema, keywords: JsonSchema): JsonSchema {
  if (Object.keys(keywords).length === 0) return schema;
  return '$ref' in schema ? { allOf: [schema], ...keywords } : { ...schema, ...keywords };
}
