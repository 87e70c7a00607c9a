import { type DynamicModule, Module } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { type Messaging } from '#messaging';
import { buildStamp } from './build-stamp';
import { type Clock, systemClock } from './clock';
import { type Configuration } from './configuration';
import { createLogger, type KnockemLogger } from './logging/logger';
import { NestLogger } from './logging/nest-logger';
import { OpsAnswers } from './ops/ops-answers';
import { Readiness } from './readiness';
import { type ServiceName } from './service-names';
import { ShutdownSequence } from './shutdown-sequence';
import { BUILD, CLOCK, CONFIGURATION, LOGGER, MESSAGING, METRICS, SERVICE_NAME, TRACING } from './tokens';
import { noTracing, type Tracing } from './tracing/tracing';

export interface PlatformParts {
  readonly configuration: Configuration;
  readonly messaging: Messaging;
  readonly clock?: Clock;
  readonly logger?: KnockemLogger;
  readonly metrics?: Registry;
  readonly tracing?: Tracing;
}

/**
 * Global: its tokens can be injected anywhere without importing anything. `startService` puts it beside the service's
 * own module; a spec of a whole module does the same.
 */
@Module({})
export class PlatformModule {
  static forService(name: ServiceName, parts: PlatformParts): DynamicModule {
    const logger = parts.logger ?? createLogger(name, parts.configuration.log);
    const values = [
      { provide: SERVICE_NAME, useValue: name },
      { provide: CONFIGURATION, useValue: parts.configuration },
      { provide: MESSAGING, useValue: parts.messaging },
      { provide: CLOCK, useValue: parts.clock ?? systemClock },
      { provide: LOGGER, useValue: logger },
      { provide: METRICS, useValue: parts.metrics ?? serviceMetrics(name) },
      { provide: TRACING, useValue: parts.tracing ?? noTracing },
      { provide: BUILD, useValue: buildStamp() },
    ];
    const services = [Readiness, ShutdownSequence, OpsAnswers];
    return {
      module: PlatformModule,
      global: true,
      providers: [...values, ...services, NestLogger],
      exports: [...values.map(({ provide }) => provide), ...services],
    };
  }
}

/** A registry of the service's own, so that several services can live in one process of a spec. */
export function serviceMetrics(name: ServiceName): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service: name });
  const { knockemVersion, knockemRevision } = buildStamp();
  new Gauge({
    name: 'knockem_build',
    help: 'Always 1; the labels say which build runs.',
    labelNames: ['version', 'revision'],
    registers: [registry],
  }).set({ version: knockemVersion, revision: knockemRevision }, 1);
  return registry;
}
