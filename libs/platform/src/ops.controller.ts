import {
  Controller,
  Get,
  Header,
  HttpStatus,
  Inject,
  Res,
  ServiceUnavailableException,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { type Response } from 'express';
import { type Registry } from 'prom-client';
import { type BuildStamp } from './build-stamp';
import { Readiness } from './readiness';
import { type ServiceName } from './service-names';
import { BUILD, METRICS, SERVICE_NAME } from './tokens';

/** Paths of this controller: not logged, not rate limited. */
export const OPS_PATHS = ['/livez', '/readyz', '/metrics'];

@ApiExcludeController()
@Controller()
export class OpsController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
    @Inject(METRICS) private readonly metrics: Registry,
    @Inject(BUILD) private readonly build: BuildStamp,
    @Inject(SERVICE_NAME) private readonly service: ServiceName,
  ) {}

  @Get('livez')
  livez(): object {
    return { status: 'ok', service: this.service, ...this.build };
  }

  /** 200, or 503 with the part that is not ready and why. */
  @Get('readyz')
  async readyz(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    try {
      return await this.health.check(this.readiness.names().map((name) => () => this.check(name)));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(HttpStatus.SERVICE_UNAVAILABLE);
      return error.getResponse();
    }
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metricsText(): Promise<string> {
    return this.metrics.metrics();
  }

  private async check(name: string) {
    const indicator = this.indicators.check(name);
    const reason = await this.readiness.whyNot(name);
    return reason === undefined ? indicator.up() : indicator.down({ message: reason });
  }
}
