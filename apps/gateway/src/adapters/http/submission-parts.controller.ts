import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { KnockemError } from '#domain';
import { type CompetitionRow, ListCompetitions } from '../../application/list-competitions';
import type { Page } from '../../application/ports';
import { type CompetitionView, ReadCompetition } from '../../application/read-competition';
import { type AssayResultView, ReadResults } from '../../application/read-results';
import { type AssayView, ReadSubmission, type SubmissionState } from '../../application/read-submission';
import { PAGE } from '../../domain/limits';
import { Needs } from './access/needs';
import { Answer, OrdinalParam, Problems, UuidParam } from './answers';
import { CompetitionsQuery } from './dto/queries.dto';
import { AssayListDto, AssayResultListDto, CompetitionPageDto, CompetitionViewDto } from './dto/replies.dto';
import { IdParam, ValidQuery } from './validated';

@ApiTags('submissions')
@UuidParam('submissionId', 'the submission')
@Controller('api/v1/submissions/:submissionId')
export class SubmissionPartsController {
  constructor(
    private readonly readSubmission: ReadSubmission,
    private readonly listCompetitions: ListCompetitions,
    private readonly readCompetition: ReadCompetition,
    private readonly readResults: ReadResults,
  ) {}

  @Get('assays')
  @Needs('read')
  @ApiOperation({ summary: 'Assays of a submission' })
  @Answer(AssayListDto, 'All of them; empty until the first plan')
  @Problems(400, 404, 503)
  async assays(
    @IdParam('submissionId') submissionId: string,
  ): Promise<{ items: readonly AssayView[] } & Pick<SubmissionState, 'source' | 'asOf'>> {
    const { assays, source, asOf } = await this.readSubmission.read(submissionId);
    return { items: assays, source, asOf };
  }

  @Get('competitions')
  @Needs('read')
  @ApiOperation({
    summary: 'Competitions with their results, by assay and ordinal, as the records know them',
  })
  @Answer(CompetitionPageDto, 'One page')
  @Problems(400, 404, 503)
  async competitions(
    @IdParam('submissionId') submissionId: string,
    @ValidQuery(CompetitionsQuery) query: CompetitionsQuery,
  ): Promise<Page<CompetitionRow> & { source: 'records' }> {
    const { limit = PAGE.default, cursor, ...filter } = query;
    const page = { limit, ...(cursor === undefined ? {} : { cursor }) };
    return { ...(await this.listCompetitions.list({ submissionId, ...filter }, page)), source: 'records' };
  }

  @Get('competitions/:assayId/:ordinal')
  @Needs('read')
  @ApiOperation({ summary: 'One competition, and why it is not running (yet)' })
  @UuidParam('assayId', 'the assay')
  @OrdinalParam()
  @Answer(CompetitionViewDto, 'Its record, and while it has not ended what it waits for')
  @Problems(400, 404, 503)
  competition(
    @IdParam('submissionId') submissionId: string,
    @IdParam('assayId') assayId: string,
    @Param('ordinal') ordinal: string,
  ): Promise<CompetitionView> {
    return this.readCompetition.read(submissionId, assayId, ordinalOf(ordinal));
  }

  @Get('results')
  @Needs('read')
  @ApiOperation({ summary: 'What the assays concluded' })
  @Answer(AssayResultListDto, 'Of the assays that have concluded')
  @Problems(400, 404, 503)
  async results(@IdParam('submissionId') submissionId: string): Promise<{ items: AssayResultView[] }> {
    return { items: await this.readResults.read(submissionId) };
  }
}

/** A position in an assay: 0, 1, 2 … */
export function ordinalOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new KnockemError('invalid', 'The ordinal in the address is not a whole number from 0 on.', {
    problems: [{ field: 'ordinal', message: 'must be a whole number from 0 on' }],
  });
}
