import { getMetadataStorage, type ValidationArguments } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type MessageClass = Parameters<Storage['getTargetValidationMetadatas']>[0];
type Metadata = ReturnType<Storage['getTargetValidationMetadatas']>[number];

interface Check {
  readonly each: boolean;
  readonly constraints: unknown[];
  readonly passes: (value: unknown, asked: ValidationArguments) => unknown;
}

/** The rules of one field. */
interface FieldRules {
  readonly name: string;
  /** All must hold for the other rules to count (`@IsOptional`). */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly checks: readonly Check[];
  readonly isNested: boolean;
}

interface ClassRules {
  readonly targetName: string;
  readonly fields: readonly FieldRules[];
  readonly names: ReadonlySet<string>;
}

/** By class; message classes are few and for ever. Undefined: has rules that are not foreseen here. */
const rulesOf = new Map<unknown, ClassRules | undefined>();

/**
 * Whether an instance certainly keeps all rules of its message class, and of those nested in it: class-validator's own
 * checks, looked up once a class. Its own walk looks them up again for every object, which is a tenth of what an executor
 * or the scheduler does for a competition. False says only that the walk must decide, and find the words.
 */
export function accepts(instance: object): boolean {
  const messageClass = instance.constructor;
  if (!rulesOf.has(messageClass)) rulesOf.set(messageClass, compiled(messageClass));
  const rules = rulesOf.get(messageClass);
  if (!rules) return false;
  for (const name of Object.keys(instance)) if (!rules.names.has(name)) return false;
  return rules.fields.every((field) => keeps(field, instance as Record<string, unknown>, rules.targetName));
}

function keeps(field: FieldRules, object: Record<string, unknown>, targetName: string): boolean {
  const { name, conditions, checks, isNested } = field;
  const value = object[name];
  for (const condition of conditions) if (!condition(object, value)) return true;
  for (const check of checks) {
    const asked = { targetName, property: name, object, value, constraints: check.constraints };
    if (!check.each) {
      if (check.passes(value, asked) !== true) return false;
    } else if (!Array.isArray(value) || !value.every((element) => check.passes(element, asked) === true)) {
      return false;
    }
  }
  return !isNested || value === undefined || acceptsNested(value);
}

function acceptsNested(value: unknown): boolean {
  const elements = Array.isArray(value) ? value : [value];
  return elements.every((element) => isOneObject(element) && accepts(element));
}

const isOneObject = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Set) &&
  !(value instanceof Map);

function compiled(messageClass: MessageClass): ClassRules | undefined {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(messageClass, '', false, false);
  if (metadata.length === 0 || !metadata.every(isForeseen)) return undefined;
  const names = new Set(metadata.map(({ propertyName }) => propertyName));
  const fields = [...names].map((name) =>
    fieldRules(
      name,
      metadata.filter(({ propertyName }) => propertyName === name),
    ),
  );
  return { targetName: messageClass.name, fields, names };
}

const KINDS = ['conditionalValidation', 'customValidation', 'nestedValidation', 'whitelistValidation'];

const isForeseen = ({ type, groups, always, validateIf, constraintCls }: Metadata): boolean =>
  KINDS.includes(type) &&
  !groups?.length &&
  always === undefined &&
  validateIf === undefined &&
  (type !== 'customValidation' || constraintsOf(constraintCls).every((constraint) => !constraint.async));

const constraintsOf = (constraintClass: MessageClass) =>
  getMetadataStorage().getTargetValidatorConstraints(constraintClass);

function fieldRules(name: string, metadata: readonly Metadata[]): FieldRules {
  const ofKind = (kind: string): Metadata[] => metadata.filter(({ type }) => type === kind);
  return {
    name,
    conditions: ofKind('conditionalValidation').map(
      ({ constraints }) => constraints[0] as FieldRules['conditions'][number],
    ),
    checks: ofKind('customValidation').flatMap(({ each, constraints, constraintCls }) =>
      constraintsOf(constraintCls).map(({ instance }) => ({
        each: each === true,
        constraints: constraints as unknown[],
        passes: (value: unknown, asked: ValidationArguments) => instance.validate(value, asked),
      })),
    ),
    isNested: ofKind('nestedValidation').length > 0,
  };
}
