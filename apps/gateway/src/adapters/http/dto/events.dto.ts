import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { AssayEvent, ProgressEvent, SubmissionEvent } from '#contracts';
import type { SubmissionsChange } from '../../../application/follow-submissions';
import type { AssayState, SubmissionState } from '#domain';
import { CountersDto, ReusedFromDto } from './documents.dto';
import * as F from './fields';
import { AssayProgressDto } from './replies.dto';

@ApiSchema({ name: 'SubmissionEvent', description: 'event `submission`: it changed its state or its limits' })
export class SubmissionEventDto implements SubmissionEvent {
  @F.OneOf(['submission'], 'the name of the event')
  kind!: 'submission';

  @F.Id()
  submissionId!: string;

  @F.SubmissionStateField()
  status!: SubmissionState;

  @F.Flag('true = paused')
  held!: boolean;

  @F.Text(undefined, F.OPTIONAL)
  reason?: string;

  @ApiProperty({ type: CountersDto })
  counters!: CountersDto;

  @F.Whole()
  version!: number;

  @F.Time()
  at!: string;
}

@ApiSchema({
  name: 'AssayEvent',
  description: 'event `assay`: an assay changed its state or got a new round',
})
export class AssayEventDto implements AssayEvent {
  @F.OneOf(['assay'], 'the name of the event')
  kind!: 'assay';

  @F.Id()
  submissionId!: string;

  @F.Id()
  assayId!: string;

  @F.Text(undefined, { example: 'nulldist' })
  assayType!: string;

  @F.AssayStateField()
  status!: AssayState;

  @F.Whole()
  round!: number;

  @F.Text(undefined, F.OPTIONAL)
  reason?: string;

  @ApiPropertyOptional({
    type: ReusedFromDto,
    description: 'where its result was measured, when it was taken over',
  })
  reusedFrom?: ReusedFromDto;

  @ApiProperty({ type: CountersDto })
  counters!: CountersDto;

  @F.Whole()
  version!: number;

  @F.Time()
  at!: string;
}

@ApiSchema({ name: 'ProgressEvent', description: 'event `progress`: at most two a second; has no id' })
export class ProgressEventDto implements ProgressEvent {
  @F.OneOf(['progress'], 'the name of the event')
  kind!: 'progress';

  @F.Id()
  submissionId!: string;

  @F.SubmissionStateField()
  status!: SubmissionState;

  @F.Flag('true = paused')
  held!: boolean;

  @ApiProperty({ type: CountersDto })
  counters!: CountersDto;

  @ApiProperty({ type: [AssayProgressDto] })
  assays!: AssayProgressDto[];

  @F.Time()
  at!: string;
}

@ApiSchema({
  name: 'SubmissionsChange',
  description: 'event `changed`: these submissions changed since the event before',
})
export class SubmissionsChangeDto implements SubmissionsChange {
  @F.Ids('at most 100')
  submissionIds!: string[];

  @F.Flag('true = others may have changed, too: read the list again', F.OPTIONAL)
  isCut?: true;
}

@ApiSchema({ name: 'EndEvent', description: 'event `end`: it has ended; the stream closes' })
export class EndEventDto {
  @F.SubmissionStateField()
  status!: SubmissionState;
}
