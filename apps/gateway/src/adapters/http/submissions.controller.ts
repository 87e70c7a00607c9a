import { Controller, Delete, Get, Headers, HttpCode, Patch, Post, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { CommandAccepted, SubmissionForecast } from '#contracts';
import { KnockemError } from '#domain';
import { AcceptSubmission } from '../../application/accept-submission';
import { ForecastSubmission } from '../../application/forecast-submission';
import { CancelSubmission } from '../../application/cancel-submission';
import { DeleteSubmission } from '../../application/delete-submission';
import { ListSubmissions, type SubmissionList } from '../../application/list-submissions';
import { ReadSubmission, type SubmissionState } from '../../application/read-submission';
import { RetrySubmission } from '../../application/retry-submission';
import { UpdateSubmission } from '../../application/update-submission';
import { PAGE } from '../../domain/limits';
import { actorOf, type Caller, listedUser, refuseOtherUser } from '../../domain/caller';
import { CallerOf, Needs } from './access/needs';
import { Answer, Problems, UuidParam } from './answers';
import { ByQuery, SubmissionsQuery } from './dto/queries.dto';
import { SubmissionForecastDto } from './dto/forecast.dto';
import { CommandAcceptedDto, SubmissionPageDto, SubmissionViewDto } from './dto/replies.dto';
import { ByDto, CancelDto, UpdateDto } from './dto/submission-change.dto';
import { SubmissionRequestDto } from './dto/submission-request.dto';
import { IdParam, ValidBody, ValidQuery } from './validated';

/** In place of a person's name where none was given. */
const ANONYMOUS = 'rest';

@ApiTags('submissions')
@Controller('api/v1/submissions')
export class SubmissionsController {
  constructor(
    private readonly acceptSubmission: AcceptSubmission,
    private readonly readSubmission: ReadSubmission,
    private readonly listSubmissions: ListSubmissions,
    private readonly cancelSubmission: CancelSubmission,
    private readonly updateSubmission: UpdateSubmission,
    private readonly retrySubmission: RetrySubmission,
    private readonly deleteSubmission: DeleteSubmission,
    private readonly forecastSubmission: ForecastSubmission,
  ) {}

  @Post()
  @Needs('submit')
  @HttpCode(202)
  @ApiOperation({ summary: 'Submit a genome and an image; 202 = accepted, and not lost from now on' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'the same key gives the same submission',
    schema: { type: 'string', minLength: 1, maxLength: 200, example: 'study-1' },
  })
  @ApiBody({ type: SubmissionRequestDto })
  @Answer(CommandAcceptedDto, 'Accepted: journalled, and not lost from now on', {
    status: 202,
    headers: { Location: 'path of the submission' },
  })
  @Problems(
    400,
    [409, 'The key (or id) belongs to another request'],
    413,
    415,
    [422, 'The genome is not here, or the runmode is not that of this stack'],
    503,
  )
  async create(
    @ValidBody(SubmissionRequestDto) request: SubmissionRequestDto,
    @Headers('idempotency-key') key: string | undefined,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandAccepted> {
    refuseOtherUser(caller, request.userEmail);
    const accepted = await this.acceptSubmission.accept(withKey(request, key), caller);
    response.location(`/api/v1/submissions/${accepted.submissionId}`);
    return accepted;
  }

  @Post('forecast')
  @Needs('submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a submission would run, and how long it would take; nothing is created' })
  @ApiBody({ type: SubmissionRequestDto })
  @Answer(SubmissionForecastDto, 'Exact where parameters and sites decide; else bounds, with what decides')
  @Problems(400, 413, 415, [422, 'The study cannot work, or the runmode is not that of this stack'], 503)
  forecast(
    @ValidBody(SubmissionRequestDto) request: SubmissionRequestDto,
    @CallerOf() caller: Caller,
  ): Promise<SubmissionForecast> {
    refuseOtherUser(caller, request.userEmail);
    return this.forecastSubmission.forecast(request, caller);
  }

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Submissions, newest first' })
  @Answer(SubmissionPageDto, 'One page')
  @Problems(400, 503)
  list(
    @ValidQuery(SubmissionsQuery) query: SubmissionsQuery,
    @CallerOf() caller: Caller,
  ): Promise<SubmissionList> {
    const { limit = PAGE.default, cursor, from, to, userEmail, ...rest } = query;
    const user = listedUser(caller, userEmail);
    if (user === 'nobody') return this.listSubmissions.nothing();
    const filter = { ...rest, ...user, ...time('from', from), ...time('to', to) };
    return this.listSubmissions.list(filter, { limit, ...(cursor === undefined ? {} : { cursor }) });
  }

  @Get(':submissionId')
  @Needs('read')
  @ApiOperation({ summary: 'One submission, with counters by state and by assay' })
  @UuidParam('submissionId', 'the submission')
  @Answer(SubmissionViewDto, 'As it is now', { headers: { ETag: 'its version, for If-Match' } })
  @Problems(400, 404, 503)
  async read(
    @IdParam('submissionId') submissionId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SubmissionState> {
    const state = await this.readSubmission.read(submissionId);
    response.setHeader('ETag', `"${state.submission.version}"`);
    return state;
  }

  @Patch(':submissionId')
  @Needs('submit')
  @HttpCode(202)
  @ApiOperation({ summary: 'New limits for a live submission, or hold it' })
  @UuidParam('submissionId', 'the submission')
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'the ETag of the version you have seen',
    schema: { type: 'string', example: '"12"' },
  })
  @ApiBody({ type: UpdateDto })
  @Answer(CommandAcceptedDto, 'Journalled', { status: 202 })
  @Problems(400, 404, [409, 'It has ended, or has another version by now'], 413, 415, 503)
  update(
    @IdParam('submissionId') submissionId: string,
    @ValidBody(UpdateDto) body: UpdateDto,
    @Headers('if-match') ifMatch: string | undefined,
    @CallerOf() caller: Caller,
  ): Promise<CommandAccepted> {
    const version = ifMatch === undefined || ifMatch === '*' ? {} : { ifVersion: versionOf(ifMatch) };
    const by = actorOf(caller, body.by, ANONYMOUS);
    return this.updateSubmission.update({ ...body, ...version, by, submissionId });
  }

  @Delete(':submissionId')
  @Needs('submit')
  @HttpCode(202)
  @ApiOperation({ summary: 'Delete a submission that has ended, with everything that was found' })
  @UuidParam('submissionId', 'the submission')
  @Answer(CommandAcceptedDto, 'Journalled: it can no longer be read', { status: 202 })
  @Problems(400, 404, [409, 'It is live: cancel it first'], 503)
  delete(
    @IdParam('submissionId') submissionId: string,
    @ValidQuery(ByQuery) query: ByQuery,
    @CallerOf() caller: Caller,
  ): Promise<CommandAccepted> {
    return this.deleteSubmission.delete({ submissionId, by: actorOf(caller, query.by, ANONYMOUS) });
  }

  @Post(':submissionId/cancel')
  @Needs('submit')
  @HttpCode(202)
  @ApiOperation({ summary: 'Stop a submission; what has been measured stays' })
  @UuidParam('submissionId', 'the submission')
  @ApiBody({ type: CancelDto, required: false })
  @Answer(CommandAcceptedDto, 'Journalled', { status: 202 })
  @Problems(400, 404, [409, 'It has ended'], 413, 415, 503)
  cancel(
    @IdParam('submissionId') submissionId: string,
    @ValidBody(CancelDto) body: CancelDto,
    @CallerOf() caller: Caller,
  ): Promise<CommandAccepted> {
    const by = actorOf(caller, body.by, ANONYMOUS);
    return this.cancelSubmission.cancel({ ...body, by, submissionId });
  }

  @Post(':submissionId/retry')
  @Needs('submit')
  @HttpCode(202)
  @ApiOperation({ summary: 'Run the failed competitions of a failed submission again' })
  @UuidParam('submissionId', 'the submission')
  @ApiBody({ type: ByDto, required: false })
  @Answer(CommandAcceptedDto, 'Journalled', { status: 202 })
  @Problems(400, 404, [409, 'It has not failed'], 413, 415, 503)
  retry(
    @IdParam('submissionId') submissionId: string,
    @ValidBody(ByDto) body: ByDto,
    @CallerOf() caller: Caller,
  ): Promise<CommandAccepted> {
    return this.retrySubmission.retry({ by: actorOf(caller, body.by, ANONYMOUS), submissionId });
  }
}

/** The key may stand in the header or in the body, but not be two keys. */
function withKey(request: SubmissionRequestDto, key: string | undefined): SubmissionRequestDto {
  if (key === undefined) return request;
  const wrong = (message: string): KnockemError =>
    new KnockemError('invalid', `Idempotency-Key ${message}.`, {
      problems: [{ field: 'Idempotency-Key', message }],
    });
  if (key.length < 1 || key.length > 200) throw wrong('must have 1 to 200 characters');
  if (request.idempotencyKey !== undefined && request.idempotencyKey !== key) {
    throw wrong('differs from idempotencyKey in the body');
  }
  return { ...request, idempotencyKey: key };
}

function versionOf(ifMatch: string): number {
  const version = Number(/^(?:W\/)?"(\d{1,16})"$/.exec(ifMatch)?.[1] ?? Number.NaN);
  if (Number.isSafeInteger(version)) return version;
  throw new KnockemError('invalid', 'If-Match is not an ETag of a submission.', {
    problems: [{ field: 'If-Match', message: 'must be a version in quotes, such as "12"' }],
  });
}

/** Times are compared as text, so all have one form. */
const time = (name: 'from' | 'to', value: string | undefined): { from?: string; to?: string } => {
  if (value === undefined) return {};
  const parsed = new Date(value);
  if (!Number.isNaN(parsed.getTime())) return { [name]: parsed.toISOString() };
  const message = 'must be a time such as 2030-01-31T12:00:00Z';
  throw new KnockemError('invalid', `${name} ${message}.`, { problems: [{ field: name, message }] });
};
