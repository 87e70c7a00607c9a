import { Inject, Injectable } from '@nestjs/common';
import { type Registry } from 'prom-client';
import { type BuildStamp } from '../build-stamp';
import { Readiness } from '../readiness';
import { type ServiceName } from '../service-names';
import { BUILD, METRICS, SERVICE_NAME } from '../tokens';

/** What those who operate a service may ask: not logged, not rate limited. */
export const OPS_PATHS = ['/livez', '/readyz', '/metrics'];

interface PartState {
  readonly status: 'up' | 'down';
  readonly message?: string;
}

/** In the shape of @nestjs/terminus, which probes and dashboards know. */
export interface ReadinessAnswer {
  readonly status: 'ok' | 'error';
  /** The parts that are up, those that are not, and all of them. */
  readonly info: Readonly<Record<string, PartState>>;
  readonly error: Readonly<Record<string, PartState>>;
  readonly details: Readonly<Record<string, PartState>>;
}

/** Answers of the operations' paths, whoever serves them. */
@Injectable()
export class OpsAnswers {
  constructor(
    private readonly readiness: Readiness,
    @Inject(METRICS) private readonly registry: Registry,
    @Inject(BUILD) private readonly build: BuildStamp,
    @Inject(SERVICE_NAME) private readonly service: ServiceName,
  ) {}

  /** The event loop turns. */
  livez(): object {
    return { status: 'ok', service: this.service, ...this.build };
  }

  /** `error` names the parts that are not ready, and why. */
  async readyz(): Promise<ReadinessAnswer> {
    const parts = await Promise.all(this.readiness.names().map((name) => this.stateOf(name)));
    const those = (status: PartState['status']) =>
      Object.fromEntries(parts.filter(([, part]) => part.status === status));
    const error = those('down');
    const status = Object.keys(error).length === 0 ? 'ok' : 'error';
    return { status, info: those('up'), error, details: Object.fromEntries(parts) };
  }

  /** In the text format of Prometheus. */
  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  private async stateOf(name: string): Promise<[string, PartState]> {
    const message = await this.readiness.whyNot(name);
    return [name, message === undefined ? { status: 'up' } : { status: 'down', message }];
  }
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
