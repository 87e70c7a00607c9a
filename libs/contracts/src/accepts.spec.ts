import fc from 'fast-check';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, validateSync } from 'class-validator';
import { accepts } from './accepts';
import { instantiate, Nested, NestedEach } from './nested';

class Inner {
  @IsUUID()
  id!: string;

  @IsOptional()
  @IsInt()
  @Max(10)
  count?: number;
}

class Outer {
  @IsString()
  name!: string;

  @IsArray()
  @IsIn(['a', 'b'], { each: true })
  words!: string[];

  @IsOptional()
  @Nested(() => Inner)
  one?: Inner;

  @IsArray()
  @NestedEach(() => Inner)
  many!: Inner[];
}

const ID = '11111111-1111-4111-8111-111111111111';
const whole = { name: 'n', words: ['a', 'b'], one: { id: ID }, many: [{ id: ID, count: 3 }] };

const decided = (plain: object): { compiled: boolean; walked: boolean } => {
  const instance = instantiate(Outer, plain);
  const compiled = accepts(instance);
  const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
  return { compiled, walked: validateSync(instance, options).length === 0 };
};

it('accepts what keeps every rule, nested ones and optional ones too', () => {
  expect(accepts(instantiate(Outer, whole))).toBe(true);
  const { one: _, ...without } = whole;
  expect(accepts(instantiate(Outer, without))).toBe(true);
});

it.each([
  ['a missing field', { ...whole, name: undefined }],
  ['an unknown field', { ...whole, more: 1 }],
  ['an unknown field inside', { ...whole, many: [{ id: ID, more: 1 }] }],
  ['an element that breaks a rule', { ...whole, words: ['a', 'c'] }],
  ['no array', { ...whole, many: { id: ID } }],
  ['a nested value that is no object', { ...whole, many: [null] }],
  ['an empty array in the place of a nested object', { ...whole, one: [] }],
  ['a nested object that breaks a rule', { ...whole, one: { id: ID, count: 11 } }],
])('leaves %s to the walk, which refuses it', (_, plain) => {
  expect(decided(plain)).toEqual({ compiled: false, walked: false });
});

it('never accepts what the walk refuses, and leaves little to it', () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>(ID, 'a', 'b', 3, 11, null, undefined, true, [], {}, ['a'], [{ id: ID }], {
      id: ID,
    }),
    fc.anything({ maxDepth: 2 }),
  );
  const message = fc
    .dictionary(fc.constantFrom('name', 'words', 'one', 'many', 'more'), value)
    .map((changes) => ({ ...whole, ...changes }));
  fc.assert(
    fc.property(message, (plain) => {
      const { compiled, walked } = decided(plain);
      expect(compiled && !walked).toBe(false);
    }),
  );
});

it('knows nothing of a class without rules', () => {
  expect(accepts(new (class Unknown {})())).toBe(false);
});
