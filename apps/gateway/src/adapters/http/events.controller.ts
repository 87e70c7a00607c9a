import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { FollowSubmissions } from '../../application/follow-submissions';
import type { Caller } from '../../domain/caller';
import { CallerOf, Needs } from './access/needs';
import { Problems, TextAnswer } from './answers';
import { SubmissionsChangeDto } from './dto/events.dto';
import { OpenStreams } from './open-streams';
import { SseOptions, SseStream } from './sse-stream';

const EVENTS =
  'Server-sent events; `data` is JSON. `changed` (SubmissionsChange), at once and then at most once a second. Nothing is ' +
  'missed by a break: the first event says that anything may have changed.';
const EVENTS_EXAMPLE =
  'event: changed\ndata: {"submissionIds":[],"isCut":true}\n\n' +
  'event: changed\ndata: {"submissionIds":["8d6f6c1e-1b7a-4a58-9a53-2a1f0f0f3f11"]}\n\n';

/** Events of all submissions that the caller may read. */
@ApiTags('submissions')
@ApiExtraModels(SubmissionsChangeDto)
@Controller('api/v1/events')
export class EventsController {
  constructor(
    private readonly followSubmissions: FollowSubmissions,
    private readonly open: OpenStreams,
    private readonly sseOptions: SseOptions,
  ) {}

  @Get()
  @Needs('read')
  @ApiOperation({
    summary: 'Which submissions change, of those that your list of submissions shows (server-sent events)',
  })
  @TextAnswer('text/event-stream', EVENTS, {}, EVENTS_EXAMPLE)
  @Problems(429, 503)
  changes(@CallerOf() caller: Caller, @Req() request: Request, @Res() response: Response): void {
    const stream = new SseStream(response, this.sseOptions);
    const forget = this.open.add(request, () => stream.close());
    const stop = this.followSubmissions.follow(caller, stream);
    stream.onClosed(() => {
      forget();
      void stop().catch(() => undefined);
    });
  }
}
