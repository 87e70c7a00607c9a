import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { AssayForecast, CompetitionRange, MeasuredDuration, SubmissionForecast } from '#contracts';
import * as F from './fields';

const { OPTIONAL } = F;
const UNBOUNDED = 'absent: what is found on the way decides, and no bound is known beforehand';

@ApiSchema({ name: 'AssayForecast' })
class AssayForecastDto implements AssayForecast {
  @F.Text(undefined, { example: 'screenCritical' })
  assayType!: string;

  @F.OneOf(['internal', 'asked', 'needed'], 'needed: another assay depends on it')
  origin!: 'internal' | 'asked' | 'needed';

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'every default filled in',
  })
  parameters!: Record<string, number>;

  @F.Words('assay types')
  dependsOn!: string[];

  @F.Whole('competitions')
  atLeast!: number;

  @F.Whole(UNBOUNDED, OPTIONAL)
  atMost?: number;

  @F.Whole('so many at once at most; absent: all', OPTIONAL)
  sideBySide?: number;

  @F.Text('what decides, where it is not exact', OPTIONAL)
  note?: string;
}

@ApiSchema({ name: 'CompetitionRange' })
class CompetitionRangeDto implements CompetitionRange {
  @F.Whole()
  atLeast!: number;

  @F.Whole(UNBOUNDED, OPTIONAL)
  atMost?: number;
}

@ApiSchema({ name: 'MeasuredDuration' })
class MeasuredDurationDto implements MeasuredDuration {
  @ApiProperty({ type: 'number', minimum: 0, description: 'of one competition' })
  medianSeconds!: number;

  @F.Whole('of which it is the median')
  numCompetitions!: number;

  @F.Id('where they were measured')
  submissionId!: string;
}

@ApiSchema({ name: 'SubmissionForecast' })
export class SubmissionForecastDto implements SubmissionForecast {
  @ApiProperty({ type: [AssayForecastDto], description: 'in the order of their dependencies' })
  assays!: AssayForecastDto[];

  @F.Whole("absent while the genome's sites have not been counted", OPTIONAL)
  numSites?: number;

  @ApiProperty({ type: CompetitionRangeDto })
  competitions!: CompetitionRangeDto;

  @F.Whole('so many run at once')
  atOnce!: number;

  @F.Whole('of executors that are here and fit')
  slots!: number;

  @ApiProperty({
    type: CompetitionRangeDto,
    required: false,
    description: 'how long it takes, in times of what one competition takes; absent without a slot',
  })
  lengths?: CompetitionRangeDto;

  @ApiProperty({
    type: MeasuredDurationDto,
    required: false,
    description: 'in earlier submissions of this user with this image',
  })
  measured?: MeasuredDurationDto;
}
