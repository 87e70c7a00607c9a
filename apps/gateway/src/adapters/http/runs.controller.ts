import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { RecordedRun } from '#contracts';
import { KnockemError } from '#domain';
import { type AttemptsView, ReadAttempts } from '../../application/read-attempts';
import { ReadRun } from '../../application/read-run';
import { Needs } from './access/needs';
import { Answer, BinaryAnswer, OrdinalParam, Problems, UuidParam } from './answers';
import { RunQuery } from './dto/queries.dto';
import { CompetitionAttemptsDto } from './dto/attempts.dto';
import { RecordedRunDto } from './dto/runs.dto';
import { ordinalOf } from './submission-parts.controller';
import { IdParam, ValidQuery } from './validated';

const GONE = 'No such competition or attempt, or what it was given is no longer kept (30 days)';

/** How often a competition was tried, and what it takes to run it again. */
@ApiTags('submissions')
@UuidParam('submissionId', 'the submission')
@Controller('api/v1/submissions/:submissionId/competitions/:assayId/:ordinal')
export class RunsController {
  constructor(
    private readonly readAttempts: ReadAttempts,
    private readonly readRun: ReadRun,
  ) {}

  @Get('attempts')
  @Needs('read')
  @ApiOperation({ summary: 'Every attempt at a competition, and how it went' })
  @UuidParam('assayId', 'the assay')
  @OrdinalParam()
  @Answer(
    CompetitionAttemptsDto,
    'Oldest first (of more than 50 the newest). 30 days after the end of its submission, and while the scheduler is away, ' +
      'only the one from which its result came',
  )
  @Problems(400, [404, 'No such competition'], 503)
  attempts(
    @IdParam('submissionId') submissionId: string,
    @IdParam('assayId') assayId: string,
    @Param('ordinal') ordinal: string,
  ): Promise<AttemptsView> {
    return this.readAttempts.read({ submissionId, assayId, ordinal: ordinalOf(ordinal) });
  }

  @Get('run')
  @Needs('read')
  @ApiOperation({ summary: 'What one run of a competition was given, and what it reported' })
  @UuidParam('assayId', 'the assay')
  @OrdinalParam()
  @Answer(RecordedRunDto, 'The attempt that settled it, or the one asked for')
  @Problems(400, [404, GONE], [409, 'It has not run yet, or has not ended'], 503)
  run(
    @IdParam('submissionId') submissionId: string,
    @IdParam('assayId') assayId: string,
    @Param('ordinal') ordinal: string,
    @ValidQuery(RunQuery) { attempt }: RunQuery,
  ): Promise<RecordedRun> {
    return this.readRun.read({ submissionId, assayId, ordinal: ordinalOf(ordinal) }, attempt);
  }

  @Get('run/inputs/:digest')
  @Needs('read')
  @ApiOperation({ summary: 'A file that runs of this competition read' })
  @UuidParam('assayId', 'the assay')
  @OrdinalParam()
  @ApiParam({
    name: 'digest',
    description: 'of one of the inputs of its template',
    schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  })
  @BinaryAnswer('application/octet-stream', 'The file, byte for byte')
  @Problems(400, [404, 'It reads no such file, or the file is no longer kept'], 409, 503)
  async input(
    @IdParam('submissionId') submissionId: string,
    @IdParam('assayId') assayId: string,
    @Param('ordinal') ordinal: string,
    @Param('digest') digest: string,
    @Res() response: Response,
  ): Promise<void> {
    const named = { submissionId, assayId, ordinal: ordinalOf(ordinal) };
    const content = await this.readRun.input(named, digestOf(digest));
    response.type('application/octet-stream').send(content);
  }
}

function digestOf(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new KnockemError('invalid', 'The digest in the address is not a SHA-256 in hexadecimal digits.', {
    problems: [{ field: 'digest', message: 'must be 64 hexadecimal digits' }],
  });
}
