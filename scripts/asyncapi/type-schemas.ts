import * as ts from 'typescript';
import { commentOf } from '../subjects/shapes';
import { extended, type JsonSchema } from './json-schema';
import { parseType } from './type-aliases';

/** What the names in a type mean. */
export interface Names {
  readonly aliases: ReadonlyMap<string, ts.TypeNode>;
  /** Lists of words, for `(typeof LIST)[number]`. */
  readonly constants: Readonly<Record<string, unknown>>;
  /** A reference to the schema of an interface or class; undefined where there is none of this name. */
  readonly refer: (name: string) => JsonSchema | undefined;
  /** Types of the fields of an interface. */
  readonly fieldTypes: (name: string) => readonly string[];
}

const KEYWORDS: Readonly<Partial<Record<ts.SyntaxKind, JsonSchema>>> = {
  [ts.SyntaxKind.StringKeyword]: { type: 'string' },
  [ts.SyntaxKind.NumberKeyword]: { type: 'number' },
  [ts.SyntaxKind.BooleanKeyword]: { type: 'boolean' },
  [ts.SyntaxKind.UnknownKeyword]: {},
};

/** TypeScript's types as JSON schemas: as many of its forms as the contracts use, and a throw at any other. */
export class TypeSchemas {
  constructor(private readonly names: Names) {}

  of(type: string): JsonSchema {
    return this.ofNode(parseType(type));
  }

  private ofNode(node: ts.TypeNode): JsonSchema {
    const plain = KEYWORDS[node.kind];
    if (plain) return plain;
    if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return this.ofNode(node.type);
    if (ts.isArrayTypeNode(node)) return { type: 'array', items: this.ofNode(node.elementType) };
    if (ts.isLiteralTypeNode(node)) return { const: valueOf(node) };
    if (ts.isUnionTypeNode(node)) return this.ofUnion(node);
    if (ts.isIntersectionTypeNode(node)) return { allOf: node.types.map((type) => this.ofNode(type)) };
    if (ts.isTypeLiteralNode(node)) return this.ofFields(node);
    if (ts.isIndexedAccessTypeNode(node)) return this.ofIndexedAccess(node);
    if (ts.isTypeReferenceNode(node)) return this.ofReference(node);
    throw unknownType(node);
  }

  private ofUnion(node: ts.UnionTypeNode): JsonSchema {
    const schemas = node.types.map((type) => this.ofNode(type));
    return schemas.every((schema) => 'const' in schema)
      ? wordsSchema(schemas.map((schema) => schema.const))
      : { anyOf: schemas };
  }

  private ofFields(node: ts.TypeLiteralNode): JsonSchema {
    const fields = node.members.filter(ts.isPropertySignature);
    return {
      type: 'object',
      required: fields.filter((field) => !field.questionToken).map((field) => field.name.getText()),
      properties: Object.fromEntries(
        fields.map((field) => [field.name.getText(), field.type ? this.ofNode(field.type) : {}]),
      ),
    };
  }

  /** `(typeof LIST)[number]`, or an interface whose fields are all taken. */
  private ofIndexedAccess(node: ts.IndexedAccessTypeNode): JsonSchema {
    const object = ts.isParenthesizedTypeNode(node.objectType) ? node.objectType.type : node.objectType;
    if (ts.isTypeReferenceNode(object)) {
      return { anyOf: this.names.fieldTypes(object.getText()).map((type) => this.of(type)) };
    }
    const words = ts.isTypeQueryNode(object) ? this.names.constants[object.exprName.getText()] : undefined;
    if (!Array.isArray(words)) throw unknownType(node);
    return wordsSchema(words);
  }

  private ofReference(node: ts.TypeReferenceNode): JsonSchema {
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if (name === 'Readonly') return this.ofNode(first);
    if (name === 'Record') return { type: 'object', additionalProperties: this.ofNode(second) };
    const schema = this.names.refer(name) ?? this.ofAlias(name);
    if (!schema) throw unknownType(node);
    return schema;
  }

  private ofAlias(name: string): JsonSchema | undefined {
    const alias = this.names.aliases.get(name);
    if (!alias) return undefined;
    const description = commentOf(alias.parent);
    return extended(this.ofNode(alias), description === '' ? {} : { description });
  }
}

const unknownType = (node: ts.TypeNode): Error =>
  new Error(`type-schemas.ts knows no JSON schema for the type ${node.getText()}`);

const valueOf = (node: ts.LiteralTypeNode): unknown =>
  ts.isStringLiteral(node.literal) ? node.literal.text : (JSON.parse(node.literal.getText()) as unknown);

const wordsSchema = (words: readonly unknown[]): JsonSchema => ({
  ...(words.every((word) => typeof word === 'string') && { type: 'string' }),
  enum: words,
});
