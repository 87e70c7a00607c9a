import { ASSAY_PARAMETERS, INSTANT, type ParameterSpec } from '#contracts';
import type { Field, Rule } from '../subjects/shapes';
import { extended, type JsonSchema } from './json-schema';

/** What validators ask beyond the type, as far as JSON Schema has a word for it. Never more than they ask. */
const KEYWORDS: Readonly<Record<string, (constraint: unknown) => JsonSchema>> = {
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  arrayMinSize: (minItems) => ({ minItems }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  isWithoutRepetition: () => ({ uniqueItems: true }),
  isUuid: () => ({ format: 'uuid' }),
  isEmail: () => ({ format: 'email' }),
  isInt: () => ({ type: 'integer' }),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  isInstant: () => ({ pattern: INSTANT.source }),
  isImageName: () => ({ minLength: 1, maxLength: 512 }),
  isGenomeText: () => ({ minLength: 1 }),
  isContainerEnv: () => ({ propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' } }),
  isAssayParameters: () => ({ properties: assayParameters(), additionalProperties: false }),
  matches: (pattern) => ({ pattern: (pattern as RegExp).source }),
  isIn: (words) => ({ enum: words }),
};

/** A field's schema: its type's, with the bounds of its validators and what its comment says. */
export function fieldSchema(field: Field, ofType: JsonSchema): JsonSchema {
  const own = extended(ofType, keywords(field.rules.filter(({ isOfEach }) => !isOfEach)));
  const ofEach = keywords(field.rules.filter(({ isOfEach }) => isOfEach));
  const bounded = 'items' in own ? { ...own, items: extended(own.items as JsonSchema, ofEach) } : own;
  return extended(bounded, field.says === '' ? {} : { description: field.says });
}

const keywords = (rules: readonly Rule[]): JsonSchema =>
  Object.assign({}, ...rules.map(({ name, constraint }) => KEYWORDS[name]?.(constraint) ?? {})) as JsonSchema;

function assayParameters(): JsonSchema {
  const ofType = (specs: Readonly<Record<string, ParameterSpec>>): JsonSchema => ({
    type: 'object',
    properties: mapped(specs, parameterSchema),
    additionalProperties: false,
  });
  return mapped(ASSAY_PARAMETERS, ofType);
}

const parameterSchema = (spec: ParameterSpec): JsonSchema => ({
  type: spec.integer ? 'integer' : 'number',
  minimum: spec.min,
  maximum: spec.max,
  default: spec.default,
  description: `${spec.description} (${spec.unit})`,
});

const mapped = <V>(record: Readonly<Record<string, V>>, to: (value: V) => JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));
