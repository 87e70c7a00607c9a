import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { RecordedRun, RunTemplate } from '#contracts';
import { ATTEMPT_STATES, type AttemptState } from '#domain';
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
export class RecordedRunDto implements RecordedRun {
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

  @F.OneOf(ATTEMPT_STATES, 'how it ended')
  state!: AttemptState;

  @F.Flag('whether the competition has its result or failure from this attempt')
  settled!: boolean;

  @F.Text()
  executorId!: string;

  @F.Text("SHA-256 over the image's layers (OCI image spec)", OPTIONAL)
  imageChainId?: string;

  @F.Text("the registry's digest of the image, where it came from one", OPTIONAL)
  imageDigest?: string;

  @ApiProperty({ type: 'integer', required: false })
  exitCode?: number;

  @F.Flag()
  outOfMemory!: boolean;

  @F.Text('why it failed', OPTIONAL)
  reason?: string;

  @F.Text('the same for machines, where somebody acts on it', OPTIONAL)
  reasonCode?: string;

  @F.Time(undefined, OPTIONAL)
  startedAt?: string;

  @ApiProperty({ type: 'number', minimum: 0, required: false })
  durationMs?: number;

  @F.Words()
  warnings!: string[];

  @F.FreeObject('what it measured; of the attempt that settled the competition', OPTIONAL)
  value?: Record<string, unknown>;

  @F.Digest('SHA-256 of the file it left', OPTIONAL)
  blobDigest?: string;

  @F.Text('the end of its output, of a failed run', OPTIONAL)
  logTail?: string;

  @F.Digest('SHA-256 of its output (the last 64 kB), where that was kept', OPTIONAL)
  logDigest?: string;
}
