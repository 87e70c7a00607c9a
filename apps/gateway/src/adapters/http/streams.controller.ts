import { Controller, Get, Headers, Param, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { KnockemError } from '#domain';
import { FollowSubmission } from '../../application/follow-submission';
import { ReadAttemptLog } from '../../application/read-attempt-log';
import { type ContainerLog, ReadContainerLog } from '../../application/read-container-log';
import type { CompetitionNamed } from '../../application/read-run';
import { Needs } from './access/needs';
import { OrdinalParam, Problems, TextAnswer, UuidParam } from './answers';
import { AssayEventDto, EndEventDto, ProgressEventDto, SubmissionEventDto } from './dto/events.dto';
import { LogQuery } from './dto/queries.dto';
import { OpenStreams } from './open-streams';
import { SseOptions, SseStream } from './sse-stream';
import { ordinalOf } from './submission-parts.controller';
import { IdParam, ValidQuery } from './validated';

const EVENTS =
  'Server-sent events; `data` is JSON. `state` (first: a SubmissionView), `submission` (SubmissionEvent), `assay` ' +
  '(AssayEvent), `progress` (ProgressEvent), `end` (EndEvent; the stream closes). `id` is the place in the stream.';
const EVENTS_EXAMPLE = 'id: 17\nevent: end\ndata: {"status":"completed"}\n\n';

/** What is answered piece by piece while it comes about: events, output of containers. */
@ApiTags('submissions')
@UuidParam('submissionId', 'the submission')
@ApiExtraModels(SubmissionEventDto, AssayEventDto, ProgressEventDto, EndEventDto)
@Controller('api/v1/submissions/:submissionId')
export class StreamsController {
  constructor(
    private readonly followSubmission: FollowSubmission,
    private readonly containerLog: ReadContainerLog,
    private readonly attemptLog: ReadAttemptLog,
    private readonly open: OpenStreams,
    private readonly sseOptions: SseOptions,
  ) {}

  @Get('events')
  @Needs('read')
  @ApiOperation({
    summary: 'The state now, then every event until the submission has ended (server-sent events)',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'go on after this event',
    schema: { type: 'string', pattern: '^\\d{1,15}$' },
  })
  @TextAnswer('text/event-stream', EVENTS, {}, EVENTS_EXAMPLE)
  @Problems(400, 404, 429, 503)
  async events(
    @IdParam('submissionId') submissionId: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const after = sequenceOf(lastEventId);
    const stream = new SseStream(response, this.sseOptions);
    const forget = this.open.add(request, () => stream.close());
    const stop = await this.followSubmission.follow(submissionId, stream, after).catch((error: unknown) => {
      forget();
      throw error;
    });
    stream.onClosed(() => {
      forget();
      void stop().catch(() => undefined);
    });
  }

  @Get('competitions/:assayId/:ordinal/log')
  @Needs('read')
  @ApiOperation({ summary: "Output of a competition's container, while it runs and afterwards" })
  @UuidParam('assayId', 'the assay')
  @OrdinalParam()
  @TextAnswer('text/plain', 'The output so far; with follow=true streamed until the run has ended', {
    'Knockem-Log-Source': 'executor, blob or record; not with follow=true',
  })
  @Problems(400, [404, 'No such competition or attempt, or no output of it is kept'], 429, 503)
  async log(
    @IdParam('submissionId') submissionId: string,
    @IdParam('assayId') assayId: string,
    @Param('ordinal') ordinal: string,
    @ValidQuery(LogQuery) query: LogQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const named = { submissionId, assayId, ordinal: ordinalOf(ordinal) };
    if (query.follow && query.attempt !== undefined) throw followsWhatRuns();
    const isHeadAlone = request.method === 'HEAD';
    if (query.follow && !isHeadAlone) return this.followLog(named, request, response);
    const { text, source } = await this.logOf(named, query.attempt);
    // Nobody knows the length of what is followed.
    if (query.follow) return void response.type('text/plain; charset=utf-8').end();
    response.setHeader('Knockem-Log-Source', source);
    response.type('text/plain; charset=utf-8').send(text);
  }

  private logOf(named: CompetitionNamed, attempt?: number): Promise<ContainerLog> {
    const { submissionId, assayId, ordinal } = named;
    return attempt === undefined
      ? this.containerLog.read(submissionId, assayId, ordinal)
      : this.attemptLog.read(named, attempt);
  }

  private async followLog(
    { submissionId, assayId, ordinal }: CompetitionNamed,
    request: Request,
    response: Response,
  ): Promise<void> {
    const gone = new AbortController();
    request.once('close', () => gone.abort());
    response.once('close', () => gone.abort());
    const forget = this.open.add(request, () => gone.abort());
    const write = (text: string): void => {
      if (!response.headersSent) response.type('text/plain; charset=utf-8');
      response.write(text);
      // Somebody who does not read is let go: output is not collected without end on his account.
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    };
    try {
      await this.containerLog.follow(submissionId, assayId, ordinal, write, gone.signal);
      response.end();
    } finally {
      forget();
    }
  }
}

const MAX_UNREAD_BYTES = 1_000_000;

const followsWhatRuns = (): KnockemError =>
  new KnockemError('invalid', 'follow goes on with what runs: it takes no attempt.', {
    problems: [{ field: 'attempt', message: 'cannot be given together with follow' }],
  });

function sequenceOf(lastEventId: string | undefined): number | undefined {
  if (lastEventId === undefined || lastEventId === '') return undefined;
  const sequence = Number(lastEventId);
  if (/^\d{1,15}$/.test(lastEventId)) return sequence;
  throw new KnockemError('invalid', 'Last-Event-ID is not the id of an event of this gateway.', {
    problems: [{ field: 'Last-Event-ID', message: 'must be a whole number' }],
  });
}
