import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from './dto/problem.dto';

const PROBLEMS = {
  400: 'Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds',
  401: 'A token is needed',
  403: 'The token does not allow it',
  404: 'There is no such thing here',
  409: 'In conflict with the present state',
  413: 'The body is larger than its limit',
  415: 'This content type is not taken here',
  422: 'Well-formed, and cannot be done here',
  429: 'Too many: Retry-After tells the seconds to wait, where waiting helps',
  503: 'nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds',
} as const;
type Status = keyof typeof PROBLEMS;

/** The problem documents that an endpoint may answer, with a word of its own where the usual one is too general. */
export const Problems = (...statuses: (Status | readonly [Status, string])[]): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((given) => {
      const [status, description] = typeof given === 'number' ? ([given, PROBLEMS[given]] as const) : given;
      const schema = { $ref: getSchemaPath(ProblemDto) };
      return ApiResponse({ status, description, content: { 'application/problem+json': { schema } } });
    }),
  );

interface AnswerOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The JSON that an endpoint answers when all is well. */
export const Answer = (type: new () => object, description: string, options: AnswerOptions = {}) =>
  ApiResponse({ status: options.status ?? 200, type, description, headers: textHeaders(options.headers) });

/** An answer that is not JSON. */
export const TextAnswer = (
  mediaType: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
  example?: string,
): MethodDecorator =>
  ApiResponse({
    status: 200,
    description,
    headers: textHeaders(headers),
    content: {
      [mediaType]: { schema: { type: 'string' }, ...(example === undefined ? {} : { example }) },
    },
  });

/** A file that is no text. */
export const BinaryAnswer = (
  mediaType: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): MethodDecorator =>
  ApiResponse({
    status: 200,
    description,
    headers: textHeaders(headers),
    content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } },
  });

export const UuidParam = (name: string, description: string): MethodDecorator & ClassDecorator =>
  ApiParam({ name, description, schema: { type: 'string', format: 'uuid' } });

export const OrdinalParam = (): MethodDecorator =>
  ApiParam({
    name: 'ordinal',
    description: 'place of the competition in its assay',
    schema: { type: 'integer', minimum: 0, maximum: 999_999_999 },
  });

const textHeaders = (headers: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );
