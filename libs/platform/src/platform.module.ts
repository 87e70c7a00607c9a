import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule, type Params } from 'nestjs-pino';
import { Gauge, Registry } from 'prom-client';
import { type Messaging } from '#messaging';
import { buildStamp } from './build-stamp';
import { type Clock, systemClock } from './clock';
import { type Configuration } from './configuration';
import { createLogger, type KnockemLogger } from './logging/logger';
import { NestLogger } from './logging/nest-logger';
import { OPS_PATHS, OpsController } from './ops.controller';
import { Readiness } from './readiness';
import { type ServiceName } from './service-names';
import { ShutdownSequence } from './shutdown-sequence';
import { BUILD, CLOCK, CONFIGURATION, LOGGER, MESSAGING, METRICS, SERVICE_NAME } from './tokens';

export interface PlatformParts {
  readonly configuration: Configuration;
  readonly messaging: Messaging;
  readonly clock?: Clock;
  readonly logger?: KnockemLogger;
  readonly metrics?: Registry;
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
      { provide: BUILD, useValue: buildStamp() },
    ];
    const services = [Readiness, ShutdownSequence];
    return {
      module: PlatformModule,
      global: true,
      imports: [LoggerModule.forRoot(httpLogging(logger)), TerminusModule.forRoot({ logger: false })],
      controllers: [OpsController],
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

/** 503 says that another part is away: expected, so a warning, and where in our code it was noticed helps nobody. */
const isAway = (response: { statusCode: number }): boolean => response.statusCode === 503;

/** A served request is a debug line; one that failed for our reasons is an error. Probes are not logged at all. */
const httpLogging = (logger: KnockemLogger): Params => ({
  pinoHttp: {
    logger,
    autoLogging: { ignore: (request) => OPS_PATHS.includes((request.url ?? '').split('?')[0]) },
    customLogLevel: (_request, response, error) => {
      if (isAway(response)) return 'warn';
      return error || response.statusCode >= 500 ? 'error' : 'debug';
    },
    customErrorObject: (_request, response, _error, line: Record<string, unknown>) => {
      const { err: _, ...rest } = line;
      return isAway(response) ? rest : line;
    },
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, url }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    quietReqLogger: true,
  },
});
