import 'reflect-metadata';
import { IsObject, ValidateNested } from 'class-validator';

const NESTED = 'knockem:nested';

type MessageClass = new () => object;

/**
 * A nested object of the class. class-validator's own rule for it takes a missing one, and an empty array in its place:
 * such a message would be valid and then fail in the middle of its use.
 */
export const Nested = (of: () => MessageClass): PropertyDecorator => nested(of, false);

/** The same of each element of an array. */
export const NestedEach = (of: () => MessageClass): PropertyDecorator => nested(of, true);

const nested =
  (of: () => MessageClass, each: boolean): PropertyDecorator =>
  (target, property) => {
    IsObject({ each })(target, property);
    ValidateNested({ each })(target, property);
    Reflect.defineMetadata(NESTED, of, target, property);
  };

/**
 * Makes instances of message classes of parsed JSON, down the nested classes and no further: free-form objects (an
 * environment, a result) stay as they came, whatever their keys are called. Throws on a field that could pass for part
 * of the object itself.
 */
export function instantiate<T extends object>(messageClass: new () => T, plain: object): T {
  const instance = new messageClass();
  for (const [field, value] of Object.entries(plain)) {
    if (field === '__proto__' || field === 'constructor') throw new Error(`a field is called ${field}`);
    const of = Reflect.getMetadata(NESTED, messageClass.prototype as object, field) as
      (() => MessageClass) | undefined;
    (instance as Record<string, unknown>)[field] = of ? instantiateNested(of(), value) : value;
  }
  return instance;
}

function instantiateNested(messageClass: MessageClass, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => instantiateNested(messageClass, element));
  return typeof value === 'object' && value !== null ? instantiate(messageClass, value) : value;
}
