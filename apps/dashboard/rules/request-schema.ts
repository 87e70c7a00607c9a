/** As much of JSON Schema as the published API uses for requests. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly default?: unknown;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number | boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
}

export interface PublishedApi {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What a format means here, so that no further package is needed; the gateway has the last word. */
const FORMATS: Readonly<Record<string, string>> = {
  // The web's alone, without a user in it.
  uri: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@]+([/?#]\\S*)?$',
  email: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
  uuid: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
};

/**
 * The body of POST /submissions as one schema without references: OpenAPI 3.0's `allOf` around a reference is opened, its
 * boolean `exclusiveMinimum` becomes a number, formats become patterns, and fields that are not named are wrong.
 */
export const requestSchema = (api: PublishedApi): Schema =>
  opened(api, { $ref: '#/components/schemas/SubmissionRequest' });

function opened(api: PublishedApi, { $ref, allOf, ...own }: Schema): Schema {
  if ($ref !== undefined) return opened(api, named(api, $ref));
  if (allOf !== undefined) return { ...opened(api, allOf[0]), ...own };
  const { format, properties, items, exclusiveMinimum, minimum, ...rest } = own;
  return {
    ...rest,
    ...(format === undefined || FORMATS[format] === undefined ? {} : { format, pattern: FORMATS[format] }),
    ...(exclusiveMinimum === true ? { exclusiveMinimum: minimum } : minimum === undefined ? {} : { minimum }),
    ...(items === undefined ? {} : { items: opened(api, items) }),
    ...(properties === undefined ? {} : closedObject(api, properties)),
  };
}

const closedObject = (api: PublishedApi, properties: Readonly<Record<string, Schema>>): Schema => ({
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, opened(api, schema)]),
  ),
});

function named({ components }: PublishedApi, reference: string): Schema {
  const name = reference.slice('#/components/schemas/'.length);
  const schema = components.schemas[name];
  if (schema === undefined) throw new Error(`docs/openapi.json has no schema ${reference}`);
  return schema;
}
