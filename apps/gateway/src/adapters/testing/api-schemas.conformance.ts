import Ajv, { type ValidateFunction } from 'ajv';
import type { OpenAPIObject } from '@nestjs/swagger';

interface Reply {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> };

const EVENTS: Readonly<Record<string, string>> = {
  state: 'SubmissionView',
  submission: 'SubmissionEvent',
  assay: 'AssayEvent',
  progress: 'ProgressEvent',
  end: 'EndEvent',
  changed: 'SubmissionsChange',
};

/** Holds real replies against the published API: nothing missing, nothing of another type, nothing undeclared. */
export class ApiSchemas {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    this.ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    this.ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    this.ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
    const components = closed(structuredClone(document.components));
    this.ajv.addSchema({ $id: 'api', components });
  }

  /** What is wrong with a reply; undefined = nothing. */
  complaint({ method, path, status, contentType, text }: Reply): string | undefined {
    if (!path.startsWith('/api/v1/')) return undefined;
    const mediaType = contentType.split(';')[0];
    const where = `${method} ${path} ${status}`;
    const operation = this.operation(method, path);
    const content = operation
      ? operation.responses[String(status)]?.content
      : { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    const declared = content?.[mediaType];
    if (!declared) return `${where}: ${mediaType} is not declared`;
    if (!/[/+]json$/.test(mediaType)) return undefined;
    return this.held(where, JSON.stringify(declared.schema), text);
  }

  /** The same for one server-sent event. */
  eventComplaint(name: string | undefined, data: string): string | undefined {
    const schema = EVENTS[name ?? ''];
    if (!schema) return `event ${name} is not declared`;
    return this.held(`event ${name}`, JSON.stringify({ $ref: `#/components/schemas/${schema}` }), data);
  }

  private held(where: string, schema: string, text: string): string | undefined {
    const validate =
      this.compiled.get(schema) ?? this.ajv.compile(JSON.parse(schema.replace('"#/', '"api#/')));
    this.compiled.set(schema, validate);
    return validate(JSON.parse(text)) ? undefined : `${where}: ${this.ajv.errorsText(validate.errors)}`;
  }

  private operation(method: string, path: string): Operation | undefined {
    const segments = path.split('/');
    const fits = (template: string): boolean => {
      const parts = template.split('/');
      return (
        parts.length === segments.length && parts.every((p, i) => p.startsWith('{') || p === segments[i])
      );
    };
    const template = Object.keys(this.document.paths)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .find(fits);
    const operations = template === undefined ? {} : this.document.paths[template];
    return (operations as Record<string, Operation>)[method.toLowerCase()];
  }
}

/** Every object with named properties takes no others: a field that the page does not name is a failure here. */
function closed<T>(schema: T): T {
  if (typeof schema !== 'object' || schema === null) return schema;
  const node = schema as Record<string, unknown>;
  delete node.exclusiveMinimum;
  if (node.type === 'object' && node.properties && !node.additionalProperties)
    node.additionalProperties = false;
  Object.values(node).forEach(closed);
  return schema;
}
