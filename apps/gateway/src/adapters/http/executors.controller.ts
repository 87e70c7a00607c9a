import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ExecutorList } from '#contracts';
import type { Caller } from '../../domain/caller';
import { CallerOf, Needs } from './access/needs';
import { Answer, Problems } from './answers';
import { ExecutorListDto } from './dto/replies.dto';
import { ListExecutors } from '../../application/list-executors';

@ApiTags('executors')
@Controller('api/v1/executors')
export class ExecutorsController {
  constructor(private readonly listExecutors: ListExecutors) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Executors that the scheduler knows' })
  @Answer(ExecutorListDto, 'All of them, also those that have gone silent')
  @Problems([503, 'The scheduler is away'])
  async list(@CallerOf() caller: Caller): Promise<{ items: ExecutorList['executors'] }> {
    return { items: await this.listExecutors.list(caller) };
  }
}
