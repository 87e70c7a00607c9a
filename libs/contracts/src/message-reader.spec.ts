import { IsInt, IsString, Max } from 'class-validator';
import { MessageReader } from './message-reader';

/** A made-up message that had one length, without a unit, and has millimetres since its second version. */
class LineOne {
  @IsString()
  name!: string;

  @IsInt()
  length!: number;
}
class LineTwo {
  @IsString()
  name!: string;

  @IsInt()
  @Max(1000)
  millimetres!: number;
}

const reader = new MessageReader(
  { 'line.v2': LineTwo, 'dot.v1': LineOne },
  {
    'line.v2': {
      schema: 'line.v1',
      messageClass: LineOne,
      convert: (body) => {
        const { name, length } = body as LineOne;
        return { name, millimetres: 10 * length };
      },
    },
  },
);
const body = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const one = body({ name: 'a', length: 3 });
const two = body({ name: 'a', millimetres: 30 });

describe('a message that has a version before its present one', () => {
  it('is read in both, and comes out in the present one', () => {
    const both = [reader.read('line.v2', two, 'line.v2'), reader.read('line.v2', one, 'line.v1')];
    for (const read of both) {
      expect(read).toEqual({ ok: true, value: { name: 'a', millimetres: 30 } });
      expect(read.ok && read.value).toBeInstanceOf(LineTwo);
    }
  });

  it.each([undefined, ''])('is of the oldest version that is read where none is named: %p', (header) => {
    expect(reader.read('line.v2', one, header)).toMatchObject({ ok: true, value: { millimetres: 30 } });
  });

  it('is held against the version that it names', () => {
    const unknownField = { problems: expect.arrayContaining([expect.objectContaining({ field: 'length' })]) };
    expect(reader.read('line.v2', one, 'line.v2')).toMatchObject({ ok: false, ...unknownField });
    expect(reader.read('line.v2', two, 'line.v1')).toMatchObject({ ok: false });
    expect(reader.read('line.v2', Buffer.from('{'), 'line.v1')).toMatchObject({ ok: false });
  });

  it('is refused where what comes of it is not valid', () => {
    expect(reader.read('line.v2', body({ name: 'a', length: 101 }), 'line.v1')).toMatchObject({
      ok: false,
      problems: [{ field: 'millimetres' }],
    });
  });

  it.each([
    ['line.v3', 'schema line.v3 is of a newer knockem, and this one reads line.v2 and line.v1: replay it'],
    ['line.v0', 'schema line.v0 is not known here; expected line.v2 or line.v1'],
    ['dot.v1', 'schema dot.v1 is not known here; expected line.v2 or line.v1'],
  ])('is not read as %s', (header, sentence) => {
    expect(reader.problem('line.v2', header)).toContain(sentence);
    expect(reader.read('line.v2', two, header)).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining(sentence) }],
    });
  });
});

it('a message without a version before has one version alone', () => {
  expect(reader.read('dot.v1', one)).toMatchObject({ ok: true, value: { length: 3 } });
  expect(reader.problem('dot.v1', 'dot.v2')).toContain('this one reads dot.v1: replay it after the upgrade');
});
