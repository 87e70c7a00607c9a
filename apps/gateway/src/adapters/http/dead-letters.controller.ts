import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { KnockemError } from '#domain';
import {
  DeadLetters,
  type LetterReplayed,
  type LetterSummary,
  type LetterView,
} from '../../application/dead-letters';
import type { Page } from '../../application/ports';
import { PAGE } from '../../domain/limits';
import { Needs } from './access/needs';
import { Answer, Problems } from './answers';
import {
  DeadLetterDiscardedDto,
  DeadLetterPageDto,
  DeadLetterReplayedDto,
  DeadLetterViewDto,
} from './dto/dead-letters.dto';
import { DeadLettersQuery } from './dto/queries.dto';
import { ValidQuery } from './validated';

const SequenceParam = (): MethodDecorator =>
  ApiParam({ name: 'sequence', description: 'the letter', schema: { type: 'integer', minimum: 1 } });

const Sequence = (): ParameterDecorator =>
  Param('sequence', {
    transform(value: string): number {
      if (/^[1-9]\d{0,14}$/.test(value)) return Number(value);
      throw new KnockemError('invalid', 'A dead letter is named by a whole number.', {
        problems: [{ field: 'sequence', message: 'must be a whole number from 1' }],
      });
    },
  });

@ApiTags('dead letters')
@Controller('api/v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @Needs('administer')
  @ApiOperation({ summary: 'Messages that were given up, oldest first, without their text' })
  @Answer(DeadLetterPageDto, 'One page')
  @Problems(400, 503)
  list(@ValidQuery(DeadLettersQuery) query: DeadLettersQuery): Promise<Page<LetterSummary>> {
    const { limit = PAGE.default, cursor, service } = query;
    return this.letters.list({ limit, ...(cursor === undefined ? {} : { cursor }) }, service);
  }

  @Get(':sequence')
  @Needs('administer')
  @ApiOperation({ summary: 'One of them, with its text' })
  @SequenceParam()
  @Answer(DeadLetterViewDto, 'The letter')
  @Problems(400, 404, 503)
  read(@Sequence() sequence: number): Promise<LetterView> {
    return this.letters.read(sequence);
  }

  @Post(':sequence/replay')
  @Needs('administer')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a command again, once what was wrong is mended; the letter goes' })
  @SequenceParam()
  @Answer(DeadLetterReplayedDto, 'Journalled anew', { status: 202 })
  @Problems(400, 404, [422, 'Not a command, or only its beginning was kept'], 503)
  replay(@Sequence() sequence: number): Promise<LetterReplayed> {
    return this.letters.replay(sequence);
  }

  @Delete(':sequence')
  @Needs('administer')
  @ApiOperation({ summary: 'Throw one away' })
  @SequenceParam()
  @Answer(DeadLetterDiscardedDto, 'Gone')
  @Problems(400, 404, 503)
  async discard(@Sequence() sequence: number): Promise<DeadLetterDiscardedDto> {
    await this.letters.discard(sequence);
    return { sequence };
  }
}
