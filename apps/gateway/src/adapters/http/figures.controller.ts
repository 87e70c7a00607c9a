import { applyDecorators, Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { KnockemError } from '#domain';
import {
  DrawFigures,
  type FigureEntry,
  PICTURE_FORMATS,
  type PictureFormat,
} from '../../application/draw-figures';
import { ReadStudy, type SummaryView } from '../../application/read-study';
import { ReadReport } from '../../application/read-report';
import { REPORT_POLICY, reportPage } from '../report/report-page';
import { Needs } from './access/needs';
import { Answer, Problems, TextAnswer, UuidParam } from './answers';
import { FIGURE_SCHEMAS, FigureListDto, SummaryDto } from './dto/figures.dto';
import { IdParam } from './validated';

const MEDIA_TYPES: Readonly<Record<PictureFormat, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  'vl.json': 'application/json',
};

const PictureAnswer = (): MethodDecorator =>
  applyDecorators(
    ApiParam({ name: 'file', description: 'figure and format', example: 'null-histogram.svg' }),
    ApiResponse({
      status: 200,
      description: 'The picture; as vl.json its Vega-Lite specification with all its numbers',
      content: {
        'image/svg+xml': { schema: { type: 'string' } },
        'image/png': { schema: { type: 'string', format: 'binary' } },
        'application/json': { schema: { type: 'object', additionalProperties: true } },
      },
    }),
  );

/** What a submission answers in five numbers, and its figures. */
@ApiTags('submissions')
@UuidParam('submissionId', 'the submission')
@ApiExtraModels(...FIGURE_SCHEMAS)
@Controller('api/v1/submissions/:submissionId')
export class FiguresController {
  constructor(
    private readonly studies: ReadStudy,
    private readonly figures: DrawFigures,
    private readonly reports: ReadReport,
  ) {}

  @Get('summary')
  @Needs('read')
  @ApiOperation({ summary: 'The five answers of a submission, as far as they are known' })
  @Answer(SummaryDto, 'Estimates with their intervals; null with a note where an assay is missing')
  @Problems(400, 404, 503)
  summary(@IdParam('submissionId') submissionId: string): Promise<SummaryView> {
    return this.studies.summary(submissionId);
  }

  @Get('plots')
  @Needs('read')
  @ApiOperation({ summary: 'Every figure, whether it is there yet, and where' })
  @Answer(FigureListDto, 'In the order of the report')
  @Problems(400, 404, 503)
  async plots(@IdParam('submissionId') submissionId: string): Promise<{ items: FigureEntry[] }> {
    return { items: await this.figures.list(submissionId) };
  }

  @Get('plots/:file')
  @Needs('read')
  @ApiOperation({ summary: 'One figure, as NAME.svg, NAME.png or NAME.vl.json (Vega-Lite)' })
  @PictureAnswer()
  @Problems([400, 'No such format'], [404, 'No such figure, or not yet: `detail` tells why'], 503)
  async plot(
    @IdParam('submissionId') submissionId: string,
    @Param('file') file: string,
    @Res() response: Response,
  ): Promise<void> {
    const { name, format } = pictureOf(file);
    const { content } = await this.figures.draw(submissionId, name, format);
    response.type(MEDIA_TYPES[format]).send(content);
  }

  @Get('report')
  @Needs('read')
  @ApiOperation({ summary: 'Everything that was found, as one HTML file that needs nothing else' })
  @TextAnswer('text/html', 'While the submission runs: what there is so far')
  @Problems(400, 404, 503)
  async report(@IdParam('submissionId') submissionId: string, @Res() response: Response): Promise<void> {
    const page = reportPage(await this.reports.read(submissionId));
    response.setHeader('Content-Security-Policy', REPORT_POLICY);
    response.type('text/html; charset=utf-8').send(page);
  }
}

function pictureOf(file: string): { name: string; format: PictureFormat } {
  const [name, ...rest] = file.split('.');
  const format = PICTURE_FORMATS.find((known) => known === rest.join('.'));
  if (format) return { name, format };
  const given = rest.length === 0 ? 'names no format' : `asks for .${rest.join('.')}`;
  const message = `must end in ${PICTURE_FORMATS.map((known) => `.${known}`).join(', ')}`;
  throw new KnockemError('invalid', `The address ${given}; a figure's name ${message}.`, {
    problems: [{ field: 'file', message }],
  });
}
