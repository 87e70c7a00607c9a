import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ASSAY_STATES, COMPETITION_STATES, RUNMODES, SUBMISSION_STATES } from '#domain';

/** The kinds of fields that replies are made of, so that a class of replies reads as its fields. */
type More = ApiPropertyOptions;

export const Id = (description?: string, more: More = {}): PropertyDecorator =>
  field({ type: 'string', format: 'uuid' }, description, more);

export const Time = (description = 'ISO-8601, UTC', more: More = {}): PropertyDecorator =>
  field({ type: 'string', format: 'date-time', example: '2030-01-31T12:00:00.000Z' }, description, more);

export const Text = (description?: string, more: More = {}): PropertyDecorator =>
  field({ type: 'string' }, description, more);

export const Email = (description?: string, more: More = {}): PropertyDecorator =>
  field({ type: 'string', format: 'email', example: 'ada@example.org' }, description, more);

export const Digest = (description: string, more: More = {}): PropertyDecorator =>
  field({ type: 'string', pattern: '^[0-9a-f]{64}$' }, description, more);

export const Whole = (description?: string, more: More = {}): PropertyDecorator =>
  field({ type: 'integer', minimum: 0 }, description, more);

export const Flag = (description?: string, more: More = {}): PropertyDecorator =>
  field({ type: 'boolean' }, description, more);

export const Words = (description?: string, more: More = {}): PropertyDecorator =>
  field({ type: 'array', items: { type: 'string' } }, description, more);

export const Ids = (description?: string, more: More = {}): PropertyDecorator =>
  field({ type: 'array', items: { type: 'string', format: 'uuid' } }, description, more);

export const Sites = (description: string): PropertyDecorator =>
  field({ type: 'array', items: { type: 'integer', minimum: 0 }, example: [3, 14] }, description, {});

export const FreeObject = (description: string, more: More = {}): PropertyDecorator =>
  field({ type: 'object', additionalProperties: true }, description, more);

export const Cursor = (): PropertyDecorator =>
  field({ type: 'string' }, 'give it back as `cursor` for the next page; absent on the last page', OPTIONAL);

export const SubmissionStateField = (more: More = {}): PropertyDecorator =>
  field({ enum: SUBMISSION_STATES, enumName: 'SubmissionState' }, undefined, more);
export const AssayStateField = (more: More = {}): PropertyDecorator =>
  field({ enum: ASSAY_STATES, enumName: 'AssayState' }, undefined, more);
export const CompetitionStateField = (more: More = {}): PropertyDecorator =>
  field({ enum: COMPETITION_STATES, enumName: 'CompetitionState' }, undefined, more);
export const RunmodeField = (more: More = {}): PropertyDecorator =>
  field({ enum: RUNMODES, enumName: 'Runmode' }, undefined, more);

export const OneOf = (words: readonly string[], description: string, more: More = {}): PropertyDecorator =>
  field({ type: 'string', enum: [...words] }, description, more);

export const OPTIONAL: More = { required: false };

function field(kind: More, description: string | undefined, more: More): PropertyDecorator {
  return ApiProperty({ ...kind, ...(description === undefined ? {} : { description }), ...more } as More);
}
