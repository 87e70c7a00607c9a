import { ApiPropertyOptional } from '@nestjs/swagger';
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

/** Who asks, where a person says so; there are no accounts, it is for the record. */
export class ByDto {
  @ApiPropertyOptional({ description: 'who asks, for the record', maxLength: 254 })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(254)
  by?: string;
}

export class CancelDto extends ByDto {
  @ApiPropertyOptional({ maxLength: 1000 })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

/** New limits of a live submission; what is left out stays as it is. */
export class UpdateDto extends ByDto {
  @ApiPropertyOptional({ description: 'true pauses: nothing new starts; false goes on' })
  @IsOptional()
  @IsBoolean()
  held?: boolean;

  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @IsInt()
  @Min(LIMITS.maxCompetitionsActive.min)
  @Max(LIMITS.maxCompetitionsActive.max)
  maxCompetitionsActive?: number;

  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @IsInt()
  @Min(LIMITS.maxCompetitionsFail.min)
  @Max(LIMITS.maxCompetitionsFail.max)
  maxCompetitionsFail?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'for runs granted from now on' })
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
