import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type {
  AssayProgress,
  CommandAccepted,
  ExecutorView,
  Explanation,
  RunningCompetition,
} from '#contracts';
import { type AssayState, EXECUTOR_STATES, type Scope, SCOPES } from '#domain';
import type { GenomeDeleted } from '../../../application/delete-genome';
import type { UserDeleted } from '../../../application/delete-user';
import type { SubmissionList } from '../../../application/list-submissions';
import type { CompetitionView } from '../../../application/read-competition';
import type { SubmissionState } from '../../../application/read-submission';
import {
  AssayDocumentDto,
  AssayResultDto,
  CompetitionDocumentDto,
  CompetitionResultDto,
  CountersDto,
  GenomeFactsDto,
  MeasurementDto,
  SubmissionDocumentDto,
} from './documents.dto';
import * as F from './fields';

const { OPTIONAL } = F;
const SOURCES = ['scheduler', 'records', 'journal'] as const;
const SOURCE =
  'who said so: scheduler (live), records (finished, or the scheduler is away), journal (accepted, not read yet)';

@ApiSchema({ name: 'CommandAccepted' })
export class CommandAcceptedDto implements CommandAccepted {
  @F.Id()
  submissionId!: string;

  @F.Whole('place in the journal; 0 = accepted so long ago that the journal has let it go')
  streamSequence!: number;

  @F.Flag('true = the same had been accepted before')
  repeated!: boolean;
}

@ApiSchema({ name: 'GenomeStored' })
export class GenomeStoredDto {
  @F.Id('follows from user and content')
  genomeId!: string;

  @F.Digest('SHA-256 of the content')
  digest!: string;

  @F.Whole('bytes')
  size!: number;

  @F.Flag()
  isEphemeral!: boolean;

  @F.Email()
  userEmail!: string;
}

@ApiSchema({ name: 'GenomeView' })
export class GenomeViewDto extends GenomeFactsDto {
  @F.OneOf(['journal', 'records'], 'who said so')
  source!: 'journal' | 'records';

  @F.Time()
  asOf!: string;
}

@ApiSchema({ name: 'GenomePage' })
export class GenomePageDto {
  @ApiProperty({ type: [GenomeFactsDto] })
  items!: GenomeFactsDto[];

  @F.Cursor()
  nextCursor?: string;
}

@ApiSchema({ name: 'GenomeDeleted' })
export class GenomeDeletedDto implements GenomeDeleted {
  @F.Id()
  genomeId!: string;

  @F.Whole('place in the journal')
  streamSequence!: number;
}

@ApiSchema({ name: 'UserDeleted' })
export class UserDeletedDto implements UserDeleted {
  @F.Email()
  userEmail!: string;

  @F.Whole('submissions that were deleted')
  submissions!: number;

  @F.Whole('genomes that were deleted')
  genomes!: number;
}

@ApiSchema({ name: 'Caller' })
export class CallerDto {
  @F.Flag('false: whoever reaches the gateway may do everything')
  tokensRequired!: boolean;

  @F.Email('whose token was shown; absent where none is required', OPTIONAL)
  userEmail?: string;

  @ApiProperty({ enum: SCOPES, isArray: true, description: 'what the token allows; administer is all of it' })
  scopes!: Scope[];
}

@ApiSchema({ name: 'AssayView' })
export class AssayViewDto extends AssayDocumentDto {
  @ApiProperty({ type: CountersDto, required: false })
  counters?: CountersDto;

  @F.Whole('the present round', OPTIONAL)
  round?: number;
}

@ApiSchema({ name: 'AssayProgress' })
export class AssayProgressDto implements AssayProgress {
  @F.Id()
  assayId!: string;

  @F.Text(undefined, { example: 'nulldist' })
  assayType!: string;

  @F.AssayStateField()
  status!: AssayState;

  @F.Whole()
  round!: number;

  @ApiProperty({ type: CountersDto })
  counters!: CountersDto;
}

@ApiSchema({ name: 'SubmissionView' })
export class SubmissionViewDto implements SubmissionState {
  @ApiProperty({ type: SubmissionDocumentDto })
  submission!: SubmissionDocumentDto;

  @ApiProperty({ type: [AssayViewDto] })
  assays!: AssayViewDto[];

  @ApiProperty({ type: [AssayProgressDto], description: 'by assay; empty where only the record is known' })
  progress!: AssayProgressDto[];

  @F.OneOf(SOURCES, SOURCE)
  source!: (typeof SOURCES)[number];

  @F.Time()
  asOf!: string;
}

@ApiSchema({ name: 'SubmissionPage' })
export class SubmissionPageDto implements SubmissionList {
  @ApiProperty({ type: [SubmissionDocumentDto] })
  items!: SubmissionDocumentDto[];

  @F.Cursor()
  nextCursor?: string;

  @F.OneOf(['scheduler+records', 'records'], 'records alone = the scheduler is away: the list may lag')
  source!: 'scheduler+records' | 'records';

  @F.Time()
  asOf!: string;
}

@ApiSchema({ name: 'AssayList' })
export class AssayListDto {
  @ApiProperty({ type: [AssayViewDto] })
  items!: AssayViewDto[];

  @F.OneOf(SOURCES, SOURCE)
  source!: (typeof SOURCES)[number];

  @F.Time()
  asOf!: string;
}

@ApiSchema({ name: 'AssayResultList' })
export class AssayResultListDto {
  @ApiProperty({ type: [AssayResultDto] })
  items!: AssayResultDto[];
}

@ApiSchema({ name: 'CompetitionRow' })
class CompetitionRowDto extends CompetitionDocumentDto {
  @ApiProperty({ type: MeasurementDto, required: false, description: 'of completed ones' })
  result?: MeasurementDto;
}

@ApiSchema({ name: 'CompetitionPage' })
export class CompetitionPageDto {
  @ApiProperty({ type: [CompetitionRowDto] })
  items!: CompetitionRowDto[];

  @F.Cursor()
  nextCursor?: string;

  @F.OneOf(['records'], 'who said so')
  source!: 'records';
}

const REASONS = [
  'dependency',
  'cap',
  'backoff',
  'held',
  'no-executor',
  'no-slot',
  'no-executor-fits',
] as const;

@ApiSchema({ name: 'Explanation' })
class ExplanationDto implements Explanation {
  @F.Id()
  competitionId!: string;

  @F.Text('what it is doing')
  status!: string;

  @F.OneOf(REASONS, 'why it is not running', OPTIONAL)
  because?: (typeof REASONS)[number];

  @F.Text('the same in a sentence')
  detail!: string;

  @F.Time()
  since!: string;

  @F.Time('when that ends at the latest: the end of a back-off, or the deadline of what runs', OPTIONAL)
  until?: string;
}

@ApiSchema({ name: 'CompetitionView' })
export class CompetitionViewDto implements CompetitionView {
  @F.Id()
  competitionId!: string;

  @ApiProperty({ type: CompetitionDocumentDto, required: false, description: 'its record, if there is one' })
  competition?: CompetitionDocumentDto;

  @ApiProperty({ type: CompetitionResultDto, required: false, description: 'once it has ended' })
  result?: CompetitionResultDto;

  @ApiProperty({ type: ExplanationDto, required: false, description: 'while it has not ended' })
  explanation?: ExplanationDto;

  @F.OneOf(['scheduler', 'records'], 'who said so')
  source!: 'scheduler' | 'records';

  @F.Time()
  asOf!: string;
}

@ApiSchema({ name: 'RunningCompetition' })
class RunningCompetitionDto implements RunningCompetition {
  @F.Id()
  submissionId!: string;

  @F.Email()
  userEmail!: string;

  @F.Id()
  assayId!: string;

  @F.Text(undefined, { example: 'screenCritical' })
  assayType!: string;

  @F.Whole()
  ordinal!: number;

  @F.Whole('1, 2, 3 … of this competition')
  attempt!: number;

  @F.OneOf(['leased', 'running'], 'leased: its image and inputs are being made ready')
  state!: 'leased' | 'running';

  @F.Time()
  since!: string;
}

@ApiSchema({ name: 'Executor' })
class ExecutorDto implements ExecutorView {
  @F.Text()
  executorId!: string;

  @F.Text()
  host!: string;

  @F.OneOf(EXECUTOR_STATES, 'silent = its lease is over; gone = and nothing of it is missing')
  state!: string;

  @F.Text(undefined, { example: 'docker' })
  runtime!: string;

  @F.Text(undefined, { example: 'x64' })
  arch!: string;

  @F.Text(undefined, OPTIONAL)
  pool?: string;

  @F.Whole('containers that it can run at a time')
  slots!: number;

  @F.Whole('containers that it runs')
  running!: number;

  @F.Words('limits that its host cannot hold', { ...OPTIONAL, example: ['memory'] })
  limitsNotHeld?: string[];

  @F.Text()
  version!: string;

  @F.Time()
  lastTurnAt!: string;

  @ApiProperty({
    type: [RunningCompetitionDto],
    required: false,
    description: 'some of what runs here (at most 8, longest first), of submissions that you may read',
  })
  runs?: RunningCompetitionDto[];
}

@ApiSchema({ name: 'ExecutorList' })
export class ExecutorListDto {
  @ApiProperty({ type: [ExecutorDto] })
  items!: ExecutorDto[];
}
