import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Response } from 'express';
import { METRICS_TYPE, OpsAnswers, type ReadinessAnswer } from '../ops/ops-answers';

/** The operations' paths of a service that has an HTTP door anyway. */
@ApiExcludeController()
@Controller()
export class OpsController {
  constructor(private readonly answers: OpsAnswers) {}

  @Get('livez')
  livez(): object {
    return this.answers.livez();
  }

  /** 200, or 503 with the part that is not ready and why. */
  @Get('readyz')
  async readyz(@Res({ passthrough: true }) response: Response): Promise<ReadinessAnswer> {
    const answer = await this.answers.readyz();
    if (answer.status !== 'ok') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return answer;
  }

  @Get('metrics')
  @Header('Content-Type', METRICS_TYPE)
  metricsText(): Promise<string> {
    return this.answers.metrics();
  }
}
