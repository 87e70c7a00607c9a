import * as contracts from '#contracts';
import * as domain from '#domain';
import { type Field, readShapes, type Shape } from '../subjects/shapes';
import { fieldSchema } from './field-schema';
import type { JsonSchema } from './json-schema';
import { readTypeAliases } from './type-aliases';
import { TypeSchemas } from './type-schemas';

const CONTRACTS = 'libs/contracts/src';
const DOMAIN = 'libs/domain/src';

/** Of a message that is checked its class, of any other body the interface itself. */
const shapeName = (body: string): string =>
  (contracts.MESSAGES as Readonly<Record<string, { readonly name: string }>>)[body]?.name ?? body;

/** JSON schemas of the classes and interfaces of the contracts: those that were asked for, and what they name. */
export class ContractSchemas {
  private readonly shapes = new Map<string, Shape>([
    ...readShapes(domain, DOMAIN),
    ...readShapes(contracts, CONTRACTS),
  ]);
  private readonly classes: Readonly<Record<string, unknown>> = contracts;
  private readonly schemas = new Map<string, JsonSchema>();
  private readonly types = new TypeSchemas({
    aliases: readTypeAliases(DOMAIN, CONTRACTS),
    constants: { ...domain, ...contracts },
    refer: (name) => (this.shapes.has(name) ? this.refer(name) : undefined),
    fieldTypes: (name) => this.fieldsOf(this.shape(name)).map(({ type }) => type),
  });

  /** `$ref` to the schema of a class, an interface, or a message that is checked. */
  refer(body: string): JsonSchema {
    const name = shapeName(body);
    if (!this.schemas.has(name)) {
      this.schemas.set(name, {}); // A type may name itself.
      this.schemas.set(name, this.objectSchema(this.shape(name)));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  /** An object of some fields of a shape, all of them required. */
  part(name: string, fields: readonly string[]): JsonSchema {
    const shape = this.shape(name);
    const taken = shape.fields.filter((field) => fields.includes(field.name));
    if (taken.length < fields.length) throw new Error(`${name} has not all of ${fields.join(', ')}`);
    return this.objectSchema({ name: '', says: '', fields: taken });
  }

  /** Of a type as TypeScript writes it. */
  ofType(type: string): JsonSchema {
    return this.types.of(type);
  }

  /** What a shape's comment says. */
  says(body: string): string {
    return this.shape(shapeName(body)).says;
  }

  /** Of everything that was referred to, by name. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private objectSchema(shape: Shape): JsonSchema {
    const fields = this.fieldsOf(shape);
    return {
      type: 'object',
      ...(shape.says && { description: shape.says }),
      ...requiredOf(fields),
      properties: Object.fromEntries(
        fields.map((field) => [field.name, fieldSchema(field, this.types.of(field.type))]),
      ),
      // A class is checked by receivers, which refuse what they do not know; an interface may get more fields.
      ...(typeof this.classes[shape.name] === 'function' && { additionalProperties: false }),
    };
  }

  private fieldsOf(shape: Shape): Field[] {
    const inherited = shape.extends === undefined ? [] : this.fieldsOf(this.shape(shape.extends));
    return [...inherited, ...shape.fields.map(onTheStream)];
  }

  private shape(name: string): Shape {
    const shape = this.shapes.get(name);
    if (!shape) throw new Error(`no class or interface ${name} in ${CONTRACTS}`);
    return shape;
  }
}

/** A deletion (`deletedAt`) needs key and version only, as `documentProblems` has it. */
function requiredOf(fields: readonly Field[]): JsonSchema {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  if (!fields.some(({ name }) => name === 'deletedAt')) return { required };
  const ofDeletion = required.filter((name) => ['id', 'genomeId', 'version'].includes(name));
  return { required: ofDeletion, anyOf: [{ required }, { required: ['deletedAt'] }] };
}

/** Documents are described as they travel (`StreamedDocument`): sites in the shorter of two forms. */
const onTheStream = (field: Field): Field =>
  field.name === 'knockoutSites' ? { ...field, type: 'SiteSet', says: '' } : field;
