import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type {
  AssayDocument,
  AssayResultDocument,
  CompetitionDocument,
  CompetitionResultDocument,
  Counters,
  GenomeDocument,
  SubmissionDocument,
} from '#contracts';
import type { AssayState, CompetitionState, Runmode, SubmissionState } from '#domain';
import * as F from './fields';

const VERSION = 'grows with every change; of two copies the greater is the newer';
const { OPTIONAL } = F;

class Versioned {
  @F.Whole(VERSION)
  version!: number;

  @F.Time('when it was deleted; absent while it is not', OPTIONAL)
  deletedAt?: string;

  @F.Time('when it was created, ISO-8601, UTC')
  datetime!: string;

  @F.Text('revision of the service that wrote it')
  knockemRevision!: string;

  @F.Text('version of the service that wrote it')
  knockemVersion!: string;
}

class Stamped extends Versioned {
  @F.RunmodeField()
  knockemRunmode!: Runmode;

  @F.Email()
  userEmail!: string;
}

@ApiSchema({ name: 'Counters', description: 'Competitions by state' })
export class CountersDto implements Counters {
  @F.Whole()
  pending!: number;
  @F.Whole()
  active!: number;
  @F.Whole()
  completed!: number;
  @F.Whole()
  failed!: number;
  @F.Whole()
  cancelled!: number;
}

@ApiSchema({ name: 'Genome' })
export class GenomeFactsDto extends Stamped implements Omit<GenomeDocument, 'genomeContent'> {
  @F.Id('follows from user and content')
  genomeId!: string;

  @F.Flag('its content goes when the submissions that use it have ended')
  isEphemeral!: boolean;

  @F.Whole('absent until an inspection has counted', OPTIONAL)
  numSites?: number;

  @F.Digest('SHA-256 of the content')
  digest!: string;

  @F.Whole('bytes')
  size!: number;
}

@ApiSchema({ name: 'GrantedResources', description: 'What one container may use' })
class GrantedResourcesDto {
  @ApiProperty({ description: 'CPUs, whole or fractional' })
  cpus!: number;

  @F.Whole('mebibytes')
  memoryMb!: number;
}

const PARAMETERS = {
  type: 'object',
  description: 'as they were asked for, by assay type',
  additionalProperties: { type: 'object', additionalProperties: true },
} as const;
const ENVIRONMENT = { type: 'object', additionalProperties: { type: 'string' } } as const;

@ApiSchema({ name: 'Submission' })
export class SubmissionDocumentDto extends Stamped implements SubmissionDocument {
  @F.Id()
  id!: string;

  @F.Ids('its assays; empty until the first plan')
  assayIds!: string[];

  @F.Words('what was asked for', { example: ['screenCritical'] })
  assayTypes!: string[];

  @F.Whole('seconds after which a container is stopped')
  competitionTimeoutSeconds!: number;

  @ApiProperty({ ...ENVIRONMENT, description: 'environment of the containers' })
  containerEnv!: Record<string, string>;

  @F.Text()
  containerImage!: string;

  @F.Id('the genome')
  genomeIdAlpha!: string;

  @F.Whole('containers at a time')
  maxCompetitionsActive!: number;

  @F.Whole('more failed competitions than this stop it')
  maxCompetitionsFail!: number;

  @F.SubmissionStateField()
  status!: SubmissionState;

  @F.Flag('true = paused: nothing new starts')
  held!: boolean;

  @F.Text('why it has failed, or who cancelled it and why', OPTIONAL)
  reason?: string;

  @ApiProperty({ type: CountersDto })
  counters!: CountersDto;

  @F.Text('only executors with this label run it', OPTIONAL)
  pool?: string;

  @F.Text(undefined, { example: 'normal' })
  priority!: string;

  @F.FreeObject('numbers of the whole submission, once it has concluded', OPTIONAL)
  summary?: Record<string, unknown>;

  @F.Text('the image that the name meant when it was inspected', OPTIONAL)
  imageDigest?: string;

  @F.Whole('sites of the genome; absent until the inspection has counted', OPTIONAL)
  numSites?: number;

  @ApiProperty(PARAMETERS)
  assayParameters!: Record<string, Record<string, unknown>>;

  @F.Whole('the number of the first site for the image', { enum: [0, 1] })
  siteBase!: number;

  @F.Whole('all random numbers follow from it')
  seed!: number;

  @F.Whole('attempts of one competition when the system (not the container) fails')
  maxCompetitionAttempts!: number;

  @ApiProperty({ type: GrantedResourcesDto })
  resources!: GrantedResourcesDto;

  @F.Time('when it ended', OPTIONAL)
  concludedAt?: string;
}

@ApiSchema({ name: 'ReusedFrom' })
export class ReusedFromDto {
  @F.Id('where the result was measured')
  submissionId!: string;

  @F.Id()
  assayId!: string;
}

@ApiSchema({ name: 'Assay' })
export class AssayDocumentDto extends Stamped implements AssayDocument {
  @F.Id()
  id!: string;

  @F.Text(undefined, { example: 'nulldist' })
  assayType!: string;

  @F.Ids('absent above 10,000: ask for the competitions of the assay', OPTIONAL)
  competitionIDs?: string[];

  @ApiProperty(ENVIRONMENT)
  containerEnv!: Record<string, string>;

  @F.Text()
  containerImage!: string;

  @F.Id()
  submissionId!: string;

  @F.AssayStateField()
  status!: AssayState;

  @F.Text('why it has failed', OPTIONAL)
  reason?: string;

  @F.Ids('assays that must be completed first')
  dependsOnAssayIds!: string[];

  @F.Whole('competitions planned so far')
  numCompetitions!: number;

  @F.Whole('rounds planned so far')
  rounds!: number;

  @ApiPropertyOptional({
    type: ReusedFromDto,
    description: 'The identical assay whose result this one took over; it ran no competitions',
  })
  reusedFrom?: ReusedFromDto;
}

@ApiSchema({ name: 'AssayResult' })
export class AssayResultDto extends Versioned implements AssayResultDocument {
  @F.Id('the id of the assay')
  id!: string;

  @F.FreeObject('what the assay concluded; its fields follow from the assay type')
  assayResult!: Record<string, unknown>;

  @F.Digest('internal: where a large result stood on its way', OPTIONAL)
  resultDigest?: string;

  @F.Text(undefined, { example: 'nulldist' })
  assayType!: string;
}

@ApiSchema({ name: 'Competition' })
export class CompetitionDocumentDto extends Stamped implements CompetitionDocument {
  @F.Id()
  id!: string;

  @F.Id()
  assayId!: string;

  @F.Sites('sites that are knocked out, counted from 0')
  knockoutSites!: number[];

  @F.Id()
  submissionId!: string;

  @F.Whole('its place in the assay, from 0 on')
  ordinal!: number;

  @F.CompetitionStateField()
  status!: CompetitionState;

  @F.Text('why it has failed', OPTIONAL)
  reason?: string;

  @F.Id('the wild type')
  genomeIdAlpha!: string;

  @F.Id('the genome with the knockouts')
  genomeIdBeta!: string;

  @F.Whole('attempts so far')
  numAttempts!: number;

  @F.Text('the end of its output; of failed ones', OPTIONAL)
  logTail?: string;

  @F.Digest('SHA-256 of the kept output', OPTIONAL)
  logDigest?: string;
}

@ApiSchema({ name: 'Measurement' })
export class MeasurementDto {
  @F.Whole('updates that the competition ran')
  updatesElapsed!: number;

  @F.Whole('organisms of the wild type at the end')
  numAlpha!: number;

  @F.Whole('organisms with the knockouts at the end')
  numBeta!: number;
}

@ApiSchema({ name: 'CompetitionResult' })
export class CompetitionResultDto extends Stamped implements CompetitionResultDocument {
  @F.Id('the id of the competition')
  id!: string;

  @F.Id()
  assayId!: string;

  @F.Id('the attempt that counts')
  competitionAttemptId!: string;

  @F.Sites('sites that were knocked out, counted from 0')
  knockoutSites!: number[];

  @F.Whole()
  numKnockoutSites!: number;

  @ApiProperty({ type: MeasurementDto })
  result!: MeasurementDto;

  @F.Id()
  submissionId!: string;

  @F.Whole('the seed that the container was given')
  seed!: number;

  @F.Text('the image that ran', OPTIONAL)
  imageDigest?: string;

  @F.Text('the executor that ran it')
  executor!: string;

  @F.Time()
  startedAt!: string;

  @F.Time()
  endedAt!: string;

  @F.Words('what looked odd in its result')
  warnings!: string[];
}
