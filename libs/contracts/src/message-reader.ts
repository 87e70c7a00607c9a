import { validateMessage, type Validated } from './validate';

type MessageClass = new () => object;

/** The version before the present one, which is read for one release more. */
export interface EarlierVersion {
  /** Its name with its version: `submission.create.v1`. */
  readonly schema: string;
  readonly messageClass: MessageClass;
  /** From a body that this class has taken to one of the present version. Pure. */
  readonly convert: (body: object) => object;
}

/**
 * Reads bodies of the present version N of each message and, where there is one, of N−1, which it brings up to date, so
 * that a stack can be upgraded while messages of the former release are in the streams. What is older or newer is
 * refused with a sentence. A body whose sender names no version (a tool's plain publish) is of the oldest that is read.
 */
export class MessageReader {
  /** Both by the present schema, as `submission.create.v2`. */
  constructor(
    private readonly present: Readonly<Record<string, MessageClass>>,
    private readonly earlier: Readonly<Record<string, EarlierVersion>> = {},
  ) {}

  /** Why a message with this header cannot be read where `expected` is; undefined when it can. */
  problem(expected: string, header: string | undefined): string | undefined {
    const readable = this.readable(expected);
    if (header === undefined || header === '' || readable.includes(header)) return undefined;
    const told = `schema ${header.slice(0, 80)}`;
    const [name, version] = split(expected);
    const [otherName, otherVersion] = split(header);
    return name === otherName && otherVersion > version
      ? `${told} is of a newer knockem, and this one reads ${readable.join(' and ')}: replay it after the upgrade`
      : `${told} is not known here; expected ${readable.join(' or ')}`;
  }

  /** Never throws; the value is an instance of the present version's class. */
  read(expected: string, body: Uint8Array, header?: string): Validated<object> {
    const wrong = this.problem(expected, header);
    if (wrong !== undefined) return failed(wrong);
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(body).toString('utf8'));
    } catch (error) {
      return failed(`is not JSON: ${(error as Error).message}`);
    }
    const earlier = header === expected ? undefined : this.earlier[expected];
    if (earlier === undefined) return validateMessage(this.present[expected], value);
    const read = validateMessage(earlier.messageClass, value);
    return read.ok ? validateMessage(this.present[expected], earlier.convert(read.value)) : read;
  }

  private readable(expected: string): readonly string[] {
    const earlier = this.earlier[expected];
    return earlier === undefined ? [expected] : [expected, earlier.schema];
  }
}

const failed = (message: string): Validated<never> => ({ ok: false, problems: [{ field: '', message }] });

/** Name and version; NaN where it has none. */
function split(schema: string): [name: string, version: number] {
  const [, name, version] = /^(.+)\.v([1-9]\d{0,5})$/.exec(schema) ?? [];
  return [name ?? schema, Number(version)];
}
