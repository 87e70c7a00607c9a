import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { LIMITS, PRIORITIES, type Priority } from '#contracts';

const bounds = (name: 'maxCompetitionsActive' | 'maxCompetitionsFail' | 'competitionTimeoutSeconds') => ({
  minimum: LIMITS[name].min,
  maximum: LIMITS[name].max,
});

/** Who asks, where a person says so; there are no accounts, it is for the record. */
@ApiSchema({ name: 'By' })
export class ByDto {
  @ApiPropertyOptional({
    description: 'who asks, for the record',
    minLength: 1,
    maxLength: 254,
    example: 'ada@example.org',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(254)
  by?: string;
}

@ApiSchema({ name: 'SubmissionCancel' })
export class CancelDto extends ByDto {
  @ApiPropertyOptional({ description: 'why, for the record', maxLength: 1000 })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

/** New limits of a live submission; what is left out stays as it is. */
@ApiSchema({ name: 'SubmissionUpdate' })
export class UpdateDto extends ByDto {
  @ApiPropertyOptional({ description: 'true pauses: nothing new starts; false goes on' })
  @IsOptional()
  @IsBoolean()
  held?: boolean;

  @ApiPropertyOptional({ type: 'integer', ...bounds('maxCompetitionsActive') })
  @IsOptional()
  @IsInt()
  @Min(LIMITS.maxCompetitionsActive.min)
  @Max(LIMITS.maxCompetitionsActive.max)
  maxCompetitionsActive?: number;

  @ApiPropertyOptional({ type: 'integer', ...bounds('maxCompetitionsFail') })
  @IsOptional()
  @IsInt()
  @Min(LIMITS.maxCompetitionsFail.min)
  @Max(LIMITS.maxCompetitionsFail.max)
  maxCompetitionsFail?: number;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'for runs granted from now on',
    ...bounds('competitionTimeoutSeconds'),
  })
  @IsOptional()
  @IsInt()
  @Min(LIMITS.competitionTimeoutSeconds.min)
  @Max(LIMITS.competitionTimeoutSeconds.max)
  competitionTimeoutSeconds?: number;

  @ApiPropertyOptional({ enum: PRIORITIES })
  @IsOptional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  @ApiPropertyOptional({ type: 'integer', description: 'refused unless the submission has this version' })
  @IsOptional()
  @IsInt()
  ifVersion?: number;
}
