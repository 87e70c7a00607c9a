import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { ExportCompetitions, type ExportedCompetitions } from '../../application/export-competitions';
import { COMPETITION_COLUMNS } from '../../domain/competition-row';
import { parquetTable } from '../tables/parquet-table';
import { csvTable, jsonLines } from '../tables/text-tables';
import { Needs } from './access/needs';
import { BinaryAnswer, Problems, TextAnswer, UuidParam } from './answers';
import { OpenStreams } from './open-streams';
import { IdParam } from './validated';

interface Table {
  readonly mediaType: string;
  readonly ending: string;
  readonly write: (exported: ExportedCompetitions) => AsyncIterable<Uint8Array | string>;
}

const CSV: Table = { mediaType: 'text/csv', ending: 'csv', write: ({ rows }) => csvTable(rows) };
const JSON_LINES: Table = {
  mediaType: 'application/x-ndjson',
  ending: 'jsonl',
  write: ({ rows }) => jsonLines(rows),
};
const PARQUET: Table = {
  mediaType: 'application/vnd.apache.parquet',
  ending: 'parquet',
  write: ({ submission, rows }) => parquetTable(submission, rows),
};

const COLUMNS = `Columns: ${COMPETITION_COLUMNS.join(', ')}`;
const FILE_NAME = { 'Content-Disposition': 'a file name' };

/** All competitions of a submission as one flat table, streamed: memory does not grow with their number. */
@ApiTags('submissions')
@UuidParam('submissionId', 'the submission')
@Controller('api/v1/submissions/:submissionId')
export class TablesController {
  constructor(
    private readonly exportCompetitions: ExportCompetitions,
    private readonly open: OpenStreams,
  ) {}

  @Get('competitions.csv')
  @Needs('read')
  @ApiOperation({ summary: 'All competitions as one flat table' })
  @TextAnswer(
    CSV.mediaType,
    `One row per competition, streamed. ${COLUMNS}`,
    FILE_NAME,
    COMPETITION_COLUMNS.join(','),
  )
  @Problems(400, 404, 429, 503)
  csv(
    @IdParam('submissionId') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(CSV, id, request, response);
  }

  @Get('competitions.jsonl')
  @Needs('read')
  @ApiOperation({ summary: 'All competitions as JSON, one to a line' })
  @TextAnswer(
    JSON_LINES.mediaType,
    `One object per competition, streamed; null where there is no value. ${COLUMNS}`,
    FILE_NAME,
  )
  @Problems(400, 404, 429, 503)
  jsonl(
    @IdParam('submissionId') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(JSON_LINES, id, request, response);
  }

  @Get('competitions.parquet')
  @Needs('read')
  @ApiOperation({ summary: 'All competitions as a Parquet file, with types' })
  @BinaryAnswer(
    PARQUET.mediaType,
    `Streamed; the submission is told in the metadata of the file (knockem.*). ${COLUMNS}`,
    FILE_NAME,
  )
  @Problems(400, 404, 429, 503)
  parquet(
    @IdParam('submissionId') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(PARQUET, id, request, response);
  }

  private async send(table: Table, id: string, request: Request, response: Response): Promise<void> {
    const forget = this.open.add(request, () => void response.destroy());
    try {
      const exported = await this.exportCompetitions.open(id);
      response.type(table.mediaType);
      response.setHeader('Content-Disposition', `attachment; filename="competitions-${id}.${table.ending}"`);
      await pipeline(table.write(exported), response);
    } catch (error) {
      // A reader that went away is no failure of ours.
      if (!response.destroyed) throw error;
    } finally {
      forget();
    }
  }
}
