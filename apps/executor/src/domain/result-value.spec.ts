import { parseResult, schemaComplaint } from './result-value';

it('reads a JSON object', () => {
  expect(parseResult(Buffer.from(' {"count": 3}\n'))).toEqual({ ok: true, value: { count: 3 } });
});

it.each([
  ['', 'the result is empty'],
  ['garbage', 'the result is not JSON: "garbage"'],
  ['[1, 2]', 'the result is not a JSON object: [1, 2]'],
  ['null', 'the result is not a JSON object: null'],
  ['{"a": 1', 'the result is not JSON: "{\\"a\\": 1"'],
])('says what is wrong with %j', (text, complaint) => {
  expect(parseResult(Buffer.from(text))).toEqual({ ok: false, complaint });
});

it('says in words what a schema has against a value', () => {
  const value = { counts: { first: -1 }, extra: true };
  const findings = [
    { instancePath: '/counts/first', message: 'must be >= 0', params: {} },
    { instancePath: '', message: "must have required property 'second'", params: {} },
    {
      instancePath: '',
      message: 'must NOT have additional properties',
      params: { additionalProperty: 'extra' },
    },
    { instancePath: '/a', message: 'must be string', params: {} },
  ];
  expect(schemaComplaint(findings, value)).toBe(
    'the result does not fit: counts.first must be >= 0 (got -1); it must have required property ' +
      '\'second\'; it must NOT have additional properties "extra"; and 1 more',
  );
});
