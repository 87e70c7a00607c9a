import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { LIMITS, validateMessage } from '#contracts';
import { KnockemError } from '#domain';
import { AcceptGenome, type GenomeAccepted } from '../../application/accept-genome';
import { DeleteGenome, type GenomeDeleted } from '../../application/delete-genome';
import type { Page } from '../../application/ports';
import { type GenomeFacts, type GenomeView, ReadGenome } from '../../application/read-genome';
import { PAGE } from '../../domain/limits';
import { type Caller, listedUser, refuseOtherUser } from '../../domain/caller';
import { CallerOf, Needs } from './access/needs';
import { BODY_BY_TYPE } from './api-document-bodies';
import { Answer, Problems, TextAnswer, UuidParam } from './answers';
import { GenomeUploadDto } from './dto/genome-upload.dto';
import { ByQuery, GenomesQuery, GenomeUploadQuery } from './dto/queries.dto';
import { GenomeDeletedDto, GenomePageDto, GenomeStoredDto, GenomeViewDto } from './dto/replies.dto';
import { IdParam, ValidQuery } from './validated';

const TEXT_BODY = {
  schema: { type: 'string', minLength: 1, maxLength: LIMITS.genomeBytes },
  example: '0 1 2',
} as const;
const GENOME_BODY = {
  description: `UTF-8 text, at most ${LIMITS.genomeBytes.toLocaleString('en')} bytes; as it is, or in JSON`,
  required: true,
  [BODY_BY_TYPE]: {
    'text/plain': TEXT_BODY,
    'application/octet-stream': { schema: { ...TEXT_BODY.schema, format: 'binary' } },
    'application/json': { schema: { $ref: getSchemaPath(GenomeUploadDto) } },
  },
};

@ApiTags('genomes')
@ApiExtraModels(GenomeUploadDto)
@Controller('api/v1/genomes')
export class GenomesController {
  constructor(
    private readonly acceptGenome: AcceptGenome,
    private readonly readGenome: ReadGenome,
    private readonly deleteGenome: DeleteGenome,
  ) {}

  @Post()
  @Needs('submit')
  @ApiOperation({
    summary: 'Store a genome, as plain text or in JSON; the same content of the same user is one genome',
  })
  @ApiBody(GENOME_BODY)
  @Answer(GenomeStoredDto, 'Stored: it can be used by its id', {
    status: 201,
    headers: { Location: 'path of the genome' },
  })
  @Problems([400, 'Not a genome (empty, or not UTF-8 text), or fields are wrong'], 413, 415, 503)
  async upload(
    @ValidQuery(GenomeUploadQuery) query: GenomeUploadQuery,
    @Body() body: unknown,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Omit<GenomeAccepted, 'streamSequence'>> {
    const { content, userEmail, isEphemeral } = uploaded(query, body);
    refuseOtherUser(caller, userEmail);
    const { streamSequence: _, ...genome } = await this.acceptGenome.accept(content, userEmail, isEphemeral);
    response.location(`/api/v1/genomes/${genome.genomeId}`);
    return genome;
  }

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Genomes of a user, newest first, without their content' })
  @Answer(GenomePageDto, 'One page')
  @Problems(400, 503)
  async list(
    @ValidQuery(GenomesQuery) query: GenomesQuery,
    @CallerOf() caller: Caller,
  ): Promise<Page<GenomeFacts>> {
    const { userEmail, limit = PAGE.default, cursor } = query;
    if (listedUser(caller, userEmail) === 'nobody') return { items: [] };
    return this.readGenome.list(userEmail, { limit, ...(cursor === undefined ? {} : { cursor }) });
  }

  @Get(':genomeId')
  @Needs('read')
  @ApiOperation({ summary: 'What is known of a genome, without its content' })
  @UuidParam('genomeId', 'the genome')
  @Answer(GenomeViewDto, 'The genome')
  @Problems(400, 404, 503)
  async facts(@IdParam('genomeId') genomeId: string): Promise<GenomeFacts & Omit<GenomeView, 'genome'>> {
    const { genome, ...rest } = await this.readGenome.facts(genomeId);
    return { ...genome, ...rest };
  }

  @Get(':genomeId/content')
  @Needs('read')
  @ApiOperation({ summary: 'The genome itself' })
  @UuidParam('genomeId', 'the genome')
  @TextAnswer('text/plain', 'The text, byte for byte')
  @Problems(400, [404, 'No such genome, or its content is no longer kept'], 503)
  async content(@IdParam('genomeId') genomeId: string, @Res() response: Response): Promise<void> {
    const content = await this.readGenome.content(genomeId);
    response.type('text/plain; charset=utf-8').send(content);
  }

  @Delete(':genomeId')
  @Needs('submit')
  @HttpCode(202)
  @ApiOperation({ summary: 'Delete a genome; 409 while live submissions use it' })
  @UuidParam('genomeId', 'the genome')
  @Answer(GenomeDeletedDto, 'Journalled: it is deleted unless a submission came first', { status: 202 })
  @Problems(400, 404, [409, 'Live submissions use it; `problems` names them'], 503)
  delete(
    @IdParam('genomeId') genomeId: string,
    @ValidQuery(ByQuery) query: ByQuery,
    @CallerOf() caller: Caller,
  ): Promise<GenomeDeleted> {
    return this.deleteGenome.delete(genomeId, caller.userEmail ?? query.by);
  }
}

interface Uploaded {
  readonly content: Buffer;
  readonly userEmail: string;
  readonly isEphemeral: boolean;
}

/** The body is the text, with the user in the address; or JSON with everything in it. */
function uploaded(query: GenomeUploadQuery, body: unknown): Uploaded {
  if (Buffer.isBuffer(body) || body === undefined) {
    if (query.userEmail === undefined) {
      throw new KnockemError('invalid', 'The address lacks ?userEmail=…: whose genome is it?', {
        problems: [{ field: 'userEmail', message: 'must be an e-mail address' }],
      });
    }
    const { userEmail, isEphemeral = false } = query;
    return { content: body ?? Buffer.alloc(0), userEmail, isEphemeral };
  }
  const merged = { ...query, ...(body as object) };
  const read = validateMessage(GenomeUploadDto, merged);
  if (!read.ok) {
    const [first] = read.problems;
    const detail = `The body is not valid: ${first.field}: ${first.message}`;
    throw new KnockemError('invalid', detail, { problems: read.problems });
  }
  const { genomeContent, userEmail, isEphemeral } = read.value;
  return { content: Buffer.from(genomeContent), userEmail, isEphemeral: isEphemeral ?? false };
}
