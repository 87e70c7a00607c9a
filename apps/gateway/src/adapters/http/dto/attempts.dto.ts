import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { AttemptFacts } from '#contracts';
import { ATTEMPT_STATES, type AttemptState } from '#domain';
import type { AttemptsView, AttemptView } from '../../../application/read-attempts';
import * as F from './fields';

const { OPTIONAL } = F;

export class AttemptFactsDto implements AttemptFacts {
  @F.OneOf(ATTEMPT_STATES, 'how it ended; leased, running and lost: it may be running still')
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

  @F.Digest('SHA-256 of its output (the last 64 kB), where that was kept', OPTIONAL)
  logDigest?: string;
}

@ApiSchema({ name: 'CompetitionAttempt' })
class CompetitionAttemptDto extends AttemptFactsDto implements AttemptView {
  @F.Whole('1, 2, 3 … of this competition')
  attempt!: number;

  @F.Id()
  attemptId!: string;

  @F.Time('when an executor was given it; of the scheduler alone', OPTIONAL)
  grantedAt?: string;
}

@ApiSchema({ name: 'CompetitionAttempts' })
export class CompetitionAttemptsDto implements AttemptsView {
  @F.Id()
  competitionId!: string;

  @F.Whole('how many there were')
  numAttempts!: number;

  @ApiProperty({ type: [CompetitionAttemptDto] })
  items!: CompetitionAttemptDto[];

  @F.OneOf(['scheduler', 'records'], 'who said so')
  source!: 'scheduler' | 'records';

  @F.Time()
  asOf!: string;
}
