import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { nearestWord, type Problem } from '#domain';
import { accepts } from './accepts';
import { firstProblems } from './first-problems';
import { instantiate } from './nested';

export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] };

/** Of a body itself, far above any message's: what has more is not looked at field by field. */
const MAX_FIELDS = 200;

/**
 * Holds a parsed JSON value against a message class: types, bounds, and no unknown fields. Never throws, whatever a
 * stranger sent. The value is a plain instance without fields the class does not know.
 */
export function validateMessage<T extends object>(messageClass: new () => T, value: unknown): Validated<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, problems: [{ field: '', message: 'must be a JSON object' }] };
  }
  const fields = Object.keys(value).length;
  if (fields > MAX_FIELDS) {
    return {
      ok: false,
      problems: [{ field: '', message: `has ${fields} fields, and no message has so many` }],
    };
  }
  try {
    const instance = instantiate(messageClass, value);
    if (accepts(instance)) return { ok: true, value: instance };
    const errors = validateSync(instance, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
    });
    return errors.length === 0
      ? { ok: true, value: instance }
      : { ok: false, problems: firstProblems(problemsOf(errors, messageClass)) };
  } catch (error) {
    return { ok: false, problems: [{ field: '', message: `cannot be read: ${(error as Error).message}` }] };
  }
}

/** Flattens class-validator's tree into `field: sentence` rows, with "did you mean" for unknown fields. */
function* problemsOf(
  errors: readonly ValidationError[],
  messageClass?: new () => object,
  path = '',
): Generator<Problem> {
  for (const error of errors) {
    const field = joinPath(path, error.property.slice(0, MAX_NAME));
    if (error.constraints) yield* ownProblems(error, field, messageClass);
    yield* problemsOf(error.children ?? [], undefined, field);
  }
}

/** Letters of a name that a stranger made up. */
const MAX_NAME = 100;

/** A field that is missing is told once, not by every rule that it also breaks. */
function ownProblems(error: ValidationError, field: string, messageClass?: new () => object): Problem[] {
  const constraints = error.constraints ?? {};
  if ('whitelistValidation' in constraints) return [{ field, message: unknownField(error, messageClass) }];
  if (error.value === undefined) return [{ field, message: 'is required' }];
  return Object.values(constraints).map((message) => ({ field, message }));
}

const joinPath = (path: string, property: string): string => {
  if (/^\d+$/.test(property)) return `${path}[${property}]`;
  return path === '' ? property : `${path}.${property}`;
};

function unknownField(error: ValidationError, messageClass?: new () => object): string {
  const near = messageClass && nearestWord(error.property, fieldsOf(messageClass));
  return near ? `unknown field; did you mean "${near}"?` : 'unknown field';
}

function fieldsOf(messageClass: new () => object): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(messageClass, '', false, false);
  return [...new Set(metadata.map((m) => m.propertyName))];
}
