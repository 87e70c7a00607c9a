import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { RecordedRun, RunTemplate } from '#contracts';
import { AttemptFactsDto } from './attempts.dto';
import * as F from './fields';

const { OPTIONAL } = F;

@ApiSchema({ name: 'RunCompetition' })
class RunCompetitionDto {
  @F.Id()
  competitionId!: string;

  @F.Id()
  attemptId!: string;

  @F.Whole('1, 2, 3 … of this competition')
  attempt!: number;

  @F.Words("after the template's entry")
  args!: string[];

  @F.FreeObject("above the template's environment")
  env!: Record<string, string>;

  @F.Whole()
  seed!: number;
}

@ApiSchema({ name: 'RecordedRun' })
export class RecordedRunDto extends AttemptFactsDto implements RecordedRun {
  @F.Id()
  submissionId!: string;

  @F.Id()
  assayId!: string;

  @F.Whole('place of the competition in its assay')
  ordinal!: number;

  @ApiProperty({ type: RunCompetitionDto })
  competition!: RunCompetitionDto;

  @F.FreeObject(
    'what all runs of the assay share: image, programs, environment, files, limits, what is collected',
  )
  template!: RunTemplate;

  @F.Whole('of this run')
  timeoutSeconds!: number;

  @F.FreeObject('what it measured; of the attempt that settled the competition', OPTIONAL)
  value?: Record<string, unknown>;

  @F.Digest('SHA-256 of the file it left', OPTIONAL)
  blobDigest?: string;

  @F.Text('the end of its output, of a failed run', OPTIONAL)
  logTail?: string;
}
