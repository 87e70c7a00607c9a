import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Estimate, Interval } from '#contracts';
import type { FigureEntry } from '../../../application/draw-figures';
import type { SummaryView } from '../../../application/read-study';
import * as F from './fields';

const { OPTIONAL } = F;
const STATUSES = ['ready', 'to come', 'not to come', 'not asked for', 'nothing to draw'] as const;
const LINK = { type: 'string' } as const;

/** OpenAPI 3.0 has no type of null: one of the schema, or an object that can only be null. */
const orNull = (schema: string): { oneOf: object[] } => ({
  oneOf: [{ $ref: `#/components/schemas/${schema}` }, { type: 'object', nullable: true, enum: [null] }],
});

@ApiSchema({ name: 'FigureLinks' })
class FigureLinksDto {
  @ApiProperty(LINK)
  svg!: string;

  @ApiProperty(LINK)
  png!: string;

  @ApiProperty({ ...LINK, name: 'vl.json', description: 'the Vega-Lite specification with its numbers' })
  'vl.json'!: string;
}

@ApiSchema({ name: 'Figure' })
class FigureDto implements FigureEntry {
  @F.Text('its name in the address', { example: 'null-histogram' })
  name!: string;

  @F.Text()
  title!: string;

  @F.Text('the assay whose result it shows', { example: 'nulldist' })
  assayType!: string;

  @F.OneOf(STATUSES, 'is it there')
  status!: FigureEntry['status'];

  @F.Text('what is to be seen; else why there is no picture')
  description!: string;

  @ApiProperty({ type: FigureLinksDto, required: false, description: 'of a ready one' })
  links?: FigureLinksDto;
}

@ApiSchema({ name: 'FigureList' })
export class FigureListDto {
  @ApiProperty({ type: [FigureDto] })
  items!: FigureDto[];
}

@ApiSchema({ name: 'Interval' })
class IntervalDto implements Interval {
  @ApiProperty({ type: 'number' })
  low!: number;

  @ApiProperty({ type: 'number' })
  high!: number;

  @ApiProperty({ type: 'number', description: 'nominal coverage', example: 0.95 })
  level!: number;
}

@ApiSchema({ name: 'Estimate' })
class EstimateDto implements Estimate {
  @ApiProperty({ type: 'number', nullable: true, description: 'null where no number is honest; see notes' })
  value!: number | null;

  @ApiProperty(orNull('Interval'))
  interval!: IntervalDto | null;

  @F.OneOf(['sites', 'thresholds', 'thresholds × sites'], 'what the number counts or measures')
  unit!: Estimate['unit'];

  @F.Text('estimator, in a few words')
  method!: string;

  @F.Words()
  assumptions!: string[];

  @F.Words()
  notes!: string[];
}

const Answered = (description: string): PropertyDecorator =>
  ApiProperty({ ...orNull('Estimate'), description: `${description}; null = see notes` });

@ApiSchema({ name: 'SummaryNotes' })
class SummaryNotesDto {
  @F.Text(undefined, OPTIONAL)
  critical?: string;

  @F.Text(undefined, OPTIONAL)
  additive?: string;

  @F.Text(undefined, OPTIONAL)
  epistatic?: string;

  @F.Text(undefined, OPTIONAL)
  anyEffect?: string;

  @F.Text(undefined, OPTIONAL)
  cryptic?: string;
}

@ApiSchema({ name: 'Summary' })
export class SummaryDto implements SummaryView {
  @F.Id()
  submissionId!: string;

  @F.SubmissionStateField()
  status!: string;

  @F.Time()
  asOf!: string;

  @Answered('sites whose knockout alone is detected')
  critical!: EstimateDto | null;

  @Answered('sites whose small effects add up')
  additive!: EstimateDto | null;

  @Answered('sites that matter only where others are gone')
  epistatic!: EstimateDto | null;

  @Answered('sites with any effect')
  anyEffect!: EstimateDto | null;

  @Answered('sites with an effect that are not detected alone')
  cryptic!: EstimateDto | null;

  @ApiProperty({ type: SummaryNotesDto, description: 'why an answer is missing' })
  notes!: SummaryNotesDto;
}

export const FIGURE_SCHEMAS = [IntervalDto, EstimateDto] as const;
