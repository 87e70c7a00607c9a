import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  DEFAULT_RESOURCES,
  IMAGE_NAME,
  LIMITS,
  PRIORITIES,
  type Priority,
  Resources,
  SubmissionRequest,
} from '#contracts';
import { NotifyDto } from './notifications.dto';
import { AssayParametersDto } from './assay-parameters.dto';
import { ASSAY_TYPES, type AssayType, RUNMODES, type Runmode } from '#domain';

const numberWithin = (name: keyof typeof LIMITS, description: string): PropertyDecorator => {
  const bounds = LIMITS[name] as { min: number; max: number; default: number };
  return ApiPropertyOptional({
    type: 'integer',
    description,
    minimum: bounds.min,
    maximum: bounds.max,
    default: bounds.default,
  });
};

@ApiSchema({ name: 'Resources' })
class ResourcesDto extends Resources {
  @ApiProperty({
    description: 'CPUs, whole or fractional',
    exclusiveMinimum: true,
    minimum: 0,
    maximum: 64,
    default: DEFAULT_RESOURCES.cpus,
  })
  override cpus!: number;

  @ApiProperty({
    type: 'integer',
    description: 'mebibytes',
    minimum: 16,
    maximum: 262_144,
    default: DEFAULT_RESOURCES.memoryMb,
  })
  override memoryMb!: number;
}

/** Body of POST /submissions: validation is inherited from the contract, this class adds the words of the API page. */
@ApiSchema({ name: 'SubmissionRequest' })
export class SubmissionRequestDto extends SubmissionRequest {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Your own id; absent = from the Idempotency-Key, or random',
  })
  override submissionId?: string;

  @ApiProperty({ format: 'email', maxLength: 254, example: 'ada@example.org' })
  override userEmail!: string;

  @ApiProperty({
    description: 'An image that keeps the container contract',
    maxLength: 512,
    pattern: IMAGE_NAME.source,
    example: 'registry.example/lab/model:1.0',
  })
  override containerImage!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { MODEL_STEPS: '1000' },
    description:
      'Environment of the containers, together at most 64 kB; KNOCKEM_*, LD_*, PATH and the like are reserved',
  })
  override containerEnv?: Record<string, string>;

  @ApiPropertyOptional({ format: 'uuid', description: 'The genome by id; or give genomeContent' })
  override genomeIdAlpha?: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: LIMITS.inlineGenomeBytes,
    example: '0 1 2',
    description: `The genome as text, at most ${LIMITS.inlineGenomeBytes} bytes; or give genomeIdAlpha`,
  })
  override genomeContent?: string;

  @ApiProperty({
    enum: ASSAY_TYPES,
    isArray: true,
    minItems: 1,
    maxItems: 20,
    uniqueItems: true,
    example: ['screenCritical'],
  })
  override assayTypes!: AssayType[];

  @ApiPropertyOptional({
    type: AssayParametersDto,
    description: 'Numbers of the assays, by assay type; what is left out has its default',
    example: { nulldist: { replicates: 100 } },
  })
  override assayParameters?: Record<string, Record<string, unknown>>;

  @numberWithin(
    'competitionTimeoutSeconds',
    'A container that runs longer is stopped, and its competition has failed',
  )
  override competitionTimeoutSeconds?: number;

  @numberWithin('maxCompetitionsActive', 'Containers of this submission at a time')
  override maxCompetitionsActive?: number;

  @numberWithin('maxCompetitionsFail', 'More failed competitions than this stop the submission')
  override maxCompetitionsFail?: number;

  @numberWithin(
    'maxCompetitionAttempts',
    'Attempts of one competition when the system (not the container) fails',
  )
  override maxCompetitionAttempts?: number;

  @ApiPropertyOptional({ enum: PRIORITIES, default: 'normal' })
  override priority?: Priority;

  @ApiPropertyOptional({ type: ResourcesDto, description: 'What one container may use' })
  override resources?: Resources;

  @ApiPropertyOptional({
    description: 'Only executors with this label run it',
    pattern: '^[a-z0-9][a-z0-9_-]{0,62}$',
    example: 'gpu',
  })
  override pool?: string;

  @ApiPropertyOptional({
    type: 'integer',
    enum: [0, 1],
    default: 0,
    description: 'The number of the first site for the image',
  })
  override siteBase?: 0 | 1;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: LIMITS.seed.min,
    maximum: LIMITS.seed.max,
    description: 'All random numbers follow from it; absent = from the id',
  })
  override seed?: number;

  @ApiPropertyOptional({
    default: false,
    description: 'Keep the output of all runs, not only of failed ones',
  })
  override keepLogs?: boolean;

  @ApiPropertyOptional({
    default: false,
    description:
      "Take over the results of identical assays of this user's submissions that have completed: same image, genome, parameters, seed and build of knockem, without a failure, ended in the last 30 days. They run no competitions. Needs a seed; with keepLogs everything is measured",
  })
  override reuseResults?: boolean;

  @ApiPropertyOptional({ type: NotifyDto, description: 'Whom to tell of its start and end' })
  override notify?: NotifyDto;

  @ApiPropertyOptional({ enum: RUNMODES, enumName: 'Runmode', description: "Must be the stack's own" })
  override knockemRunmode?: Runmode;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    example: 'study-1',
    description: 'The same as the header Idempotency-Key',
  })
  override idempotencyKey?: string;
}
