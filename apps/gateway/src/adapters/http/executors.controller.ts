import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ExecutorList } from '#contracts';
import { ListExecutors } from '../../application/list-executors';

@ApiTags('executors')
@Controller('api/v1/executors')
export class ExecutorsController {
  constructor(private readonly listExecutors: ListExecutors) {}

  @Get()
  @ApiOperation({ summary: 'Executors that the scheduler knows' })
  async list(): Promise<{ items: ExecutorList['executors'] }> {
    return { items: await this.listExecutors.list() };
  }
}
