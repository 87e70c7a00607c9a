import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { COMPETITION_STATES, type CompetitionState, SUBMISSION_STATES, type SubmissionState } from '#domain';
import { PAGE } from '../../../domain/limits';

/** `true` and `false` as words of an address; anything else stays as it is and fails. */
const Flag = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));

/** Nine digits, as in the address of a competition. */
const MAX_ORDINAL = 999_999_999;

/** Of a competition: 1, 2, 3 … */
const AttemptNumber = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_ORDINAL, description }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(MAX_ORDINAL),
  );

export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: PAGE.max, default: PAGE.default })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PAGE.max)
  limit?: number;

  @ApiPropertyOptional({ description: 'nextCursor of the page before', maxLength: 2000 })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

export class SubmissionsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'email', example: 'ada@example.org' })
  @IsOptional()
  @IsEmail()
  userEmail?: string;

  @ApiPropertyOptional({ enum: SUBMISSION_STATES, enumName: 'SubmissionState' })
  @IsOptional()
  @IsIn(SUBMISSION_STATES)
  status?: SubmissionState;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'created at this time or later',
    example: '2030-01-31T12:00:00Z',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'created before this time',
    example: '2030-02-01T00:00:00Z',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

export class GenomesQuery extends PageQuery {
  @ApiProperty({ format: 'email', example: 'ada@example.org' })
  @IsEmail({}, { message: 'userEmail must be an e-mail address: genomes are listed by user' })
  userEmail!: string;
}

export class CompetitionsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  assayId?: string;

  @ApiPropertyOptional({ enum: COMPETITION_STATES, enumName: 'CompetitionState' })
  @IsOptional()
  @IsIn(COMPETITION_STATES)
  status?: CompetitionState;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_ORDINAL,
    description: 'from this place in the assay on; with assayId',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_ORDINAL)
  fromOrdinal?: number;
}

export class GenomeUploadQuery {
  @ApiPropertyOptional({
    format: 'email',
    maxLength: 254,
    example: 'ada@example.org',
    description: 'required when the body is the text itself',
  })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  userEmail?: string;

  @ApiPropertyOptional({ type: 'boolean', default: false })
  @IsOptional()
  @Flag()
  @IsBoolean()
  isEphemeral?: boolean;
}

const SERVICES = ['planner', 'scheduler', 'recorder'] as const;

export class DeadLettersQuery extends PageQuery {
  @ApiPropertyOptional({ enum: SERVICES, description: 'only what this service has given up' })
  @IsOptional()
  @IsIn(SERVICES)
  service?: (typeof SERVICES)[number];
}

export class ByQuery {
  @ApiPropertyOptional({ description: 'who asks, for the record', minLength: 1, maxLength: 254 })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(254)
  by?: string;
}

export class LogQuery {
  @ApiPropertyOptional({ type: 'boolean', default: false, description: 'go on until the run has ended' })
  @IsOptional()
  @Flag()
  @IsBoolean()
  follow?: boolean;

  @AttemptNumber(
    'of this attempt, as far as there is any; not with follow. Absent: of what runs, else of the attempt that settled it',
  )
  attempt?: number;
}

export class RunQuery {
  @AttemptNumber(
    'which attempt; absent: the one that settled the competition, else the newest that has ended',
  )
  attempt?: number;
}
