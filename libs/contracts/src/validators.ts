import { isUtf8 } from 'node:buffer';
import {
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  type ValidationOptions,
} from 'class-validator';
import { ASSAY_TYPES, nearestWord } from '#domain';
import { assayParameterProblems } from './assay-parameters';

const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, property) =>
    decorators.forEach((decorate) => decorate(target, property));

/** A whole number within bounds, both included. */
export const IsWholeWithin = ({
  min,
  max,
}: {
  readonly min: number;
  readonly max: number;
}): PropertyDecorator => all(IsInt(), Min(min), Max(max));

/** Who asked: an e-mail address, or the name of a tool. */
export const IsActor = (): PropertyDecorator => all(IsString(), MinLength(1), MaxLength(254));

export const IsPoolName = (): PropertyDecorator =>
  Matches(/^[a-z0-9][a-z0-9_-]{0,62}$/, {
    message: 'pool must be a word of lower-case letters, digits, - and _',
  });

/** A decorator that fails with the sentence that `complaint` returns; undefined = valid. */
export const sentence =
  (name: string, complaint: (value: unknown) => string | undefined) =>
  (options?: ValidationOptions): PropertyDecorator =>
  (target, propertyName) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: propertyName as string,
      options: options ?? {},
      validator: {
        validate: (value: unknown) => complaint(value) === undefined,
        defaultMessage: (args) => complaint(args?.value) ?? `${args?.property} is not valid`,
      },
    });
  };

/** In one pass, whatever the length: class-validator's ArrayUnique compares each with each. */
/** As `toISOString` writes it, or Docker: UTC, up to nanoseconds. */
export const INSTANT =
  /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

export const IsInstant = sentence('isInstant', (value) =>
  typeof value === 'string' && INSTANT.test(value)
    ? undefined
    : 'must be a time in UTC, such as 2026-11-21T09:30:00.000Z',
);

export const IsWithoutRepetition = sentence('isWithoutRepetition', (value) =>
  Array.isArray(value) && new Set(value).size < value.length ? 'must not hold anything twice' : undefined,
);

/** Of a list; the first that is wrong is told, and none after it is looked at. */
export const AreKnownAssayTypes = sentence('areKnownAssayTypes', (value) => {
  for (const type of Array.isArray(value) ? (value as unknown[]) : []) {
    const complaint = assayTypeComplaint(type);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
});

function assayTypeComplaint(value: unknown): string | undefined {
  if (typeof value !== 'string') return `assayTypes holds ${JSON.stringify(value)}, which is not a word`;
  if ((ASSAY_TYPES as readonly string[]).includes(value)) return undefined;
  const near = nearestWord(value, ASSAY_TYPES);
  const hint = near ? `did you mean "${near}"?` : `known types: ${ASSAY_TYPES.join(', ')}`;
  return `unknown assay type "${value.slice(0, 64)}"; ${hint}`;
}

/** Published with the API, too: who asks can look before asking. */
export const IMAGE_NAME =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

export const IsImageName = sentence('isImageName', (value) =>
  typeof value === 'string' && value.length <= 512 && IMAGE_NAME.test(value)
    ? undefined
    : `containerImage must be an image name such as "registry.example/lab/model:1.0", got ${JSON.stringify(value)?.slice(0, 100)}`,
);

/** Names that the container contract sets itself, or that would let an image's environment subvert it. */
const RESERVED_ENV = /^(KNOCKEM_.*|LD_.*|PATH|PYTHONPATH|HOME|TMPDIR)$/;
const MAX_ENV_BYTES = 64_000;

export const IsContainerEnv = sentence('isContainerEnv', (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'containerEnv must be an object of strings';
  const entries = Object.entries(value as Record<string, unknown>);
  const bad = entries.filter(([key]) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)).map(([key]) => key);
  if (bad.length > 0)
    return `containerEnv: not names of environment variables: ${bad.slice(0, 5).join(', ')}`;
  const reserved = entries.filter(([key]) => RESERVED_ENV.test(key)).map(([key]) => key);
  if (reserved.length > 0) return `containerEnv: reserved names: ${reserved.join(', ')}`;
  const notText = entries.filter(([, v]) => typeof v !== 'string' || v.includes('\0')).map(([key]) => key);
  if (notText.length > 0) return `containerEnv: not a string: ${notText.slice(0, 5).join(', ')}`;
  const bytes = entries.reduce(
    (sum, [key, v]) => sum + Buffer.byteLength(key) + Buffer.byteLength(v as string) + 2,
    0,
  );
  return bytes > MAX_ENV_BYTES
    ? `containerEnv: ${bytes} bytes together; at most ${MAX_ENV_BYTES}`
    : undefined;
});

/** What is wrong with a genome's bytes, in a sentence; undefined = nothing. A genome is non-empty UTF-8 text. */
export function genomeComplaint(bytes: Buffer): string | undefined {
  if (bytes.length === 0 || bytes.toString('latin1').trim() === '') return 'the genome is empty';
  if (!isUtf8(bytes) || bytes.includes(0)) return 'the genome is not text (UTF-8 without NUL bytes)';
  return undefined;
}

export const IsGenomeText = sentence('isGenomeText', (value) =>
  typeof value === 'string' ? genomeComplaint(Buffer.from(value)) : 'genomeContent must be text',
);

export const IsAssayParameters = sentence('isAssayParameters', (value) => {
  const problems = assayParameterProblems(value);
  return problems.length === 0 ? undefined : problems.map((p) => `${p.field}: ${p.message}`).join('; ');
});
