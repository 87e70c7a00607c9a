import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestMicroservice } from '@nestjs/microservices';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { collectDefaultMetrics } from 'prom-client';
import { connectMessaging, type Messaging } from '#messaging';
import { type Configuration, type Environment, readConfiguration } from './configuration';
import { BusLog } from './logging/bus-log';
import { createLogger, type KnockemLogger } from './logging/logger';
import { NestLogger } from './logging/nest-logger';
import { PlatformModule, serviceMetrics } from './platform.module';
import { Readiness } from './readiness';
import { KnockemTransport, UnchangedErrors } from './requests';
import { type ServiceName } from './service-names';
import { ShutdownSequence } from './shutdown-sequence';

export interface ServiceOptions {
  readonly name: ServiceName;
  /** The service's own module; chosen by configuration where it must be. */
  readonly module: (configuration: Configuration) => Type | DynamicModule;
  /** Where a service with an HTTP door listens. Others listen on KNOCKEM_OPS_PORT, where it is set. */
  readonly http?: (configuration: Configuration) => { readonly host: string; readonly port: number };
  /** Before the application is initialised: prefix, pipes, OpenAPI page. */
  readonly configure?: (app: NestExpressApplication, configuration: Configuration) => void | Promise<void>;
  readonly environment?: Environment;
}

export interface RunningService {
  readonly app: NestExpressApplication;
  readonly configuration: Configuration;
  readonly messaging: Messaging;
  readonly logger: KnockemLogger;
  /** `http://host:port` where it listens. */
  readonly url?: string;
  /** The graceful end, once however often it is asked. */
  stop(): Promise<void>;
}

@Module({})
class RootModule {}

/**
 * Configuration, then the bus, then the application; endpoints answer and ports open last. Rejects with the first
 * failure, everything that was opened closed again.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const configuration = readConfiguration(options.environment ?? process.env);
  const { nats, runmode } = configuration;
  const messaging = await connectMessaging({ ...nats, name: options.name, runmode });
  const bus = new BusLog(messaging, options.name);
  const logger = createLogger(options.name, configuration.log, bus);
  let app: NestExpressApplication | undefined;
  let closing = false;
  messaging.onStatus((status) => closing || logger.warn(`nats-server ${status} (${nats.servers})`));
  try {
    await messaging.ensureStreams();
    app = await createApplication(options, configuration, messaging, logger);
    const transport = await openEndpoints(app, messaging, logger);
    const url = await listen(app, options, configuration);
    logger.info({ url }, `${options.name} is ready`);
    const running = app;
    let stopping: Promise<void> | undefined;
    const end = async (): Promise<void> => {
      await stopService(running, transport, logger);
      await bus.flush();
      closing = true;
      await messaging.close();
    };
    return { app, configuration, messaging, logger, url, stop: () => (stopping ??= end()) };
  } catch (error) {
    closing = true;
    await app?.close().catch(() => undefined);
    await messaging.close();
    throw error;
  }
}

async function createApplication(
  options: ServiceOptions,
  configuration: Configuration,
  messaging: Messaging,
  logger: KnockemLogger,
): Promise<NestExpressApplication> {
  const metrics = serviceMetrics(options.name);
  collectDefaultMetrics({ register: metrics });
  const platform = PlatformModule.forService(options.name, { configuration, messaging, logger, metrics });
  const root = { module: RootModule, imports: [platform, options.module(configuration)] };
  const app = await NestFactory.create<NestExpressApplication>(root, {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.useLogger(app.get(NestLogger));
  app.disable('x-powered-by');
  await options.configure?.(app, configuration);
  return app;
}

async function openEndpoints(
  app: NestExpressApplication,
  messaging: Messaging,
  logger: KnockemLogger,
): Promise<KnockemTransport> {
  const transport = new KnockemTransport(messaging, logger);
  // Deferred, because filters are refused once handlers are registered; the rest is what Nest does when not deferred
  // (without it, the second initialisation would call every onModuleInit again).
  const endpoints = app.connectMicroservice({ strategy: transport }, { deferInitialization: true });
  endpoints.useGlobalFilters(new UnchangedErrors());
  const registration = endpoints as NestMicroservice;
  registration.registerListeners();
  registration.setIsInitialized(true);
  registration.setIsInitHookCalled(true);
  await app.init();
  await app.startAllMicroservices();
  // Only now does the server know the subscriptions: "ready" must mean that an answer comes.
  await messaging.flush();
  return transport;
}

async function listen(
  app: NestExpressApplication,
  options: ServiceOptions,
  configuration: Configuration,
): Promise<string | undefined> {
  const { host, port } = options.http?.(configuration) ?? configuration.ops;
  if (port === undefined) return undefined;
  await app.listen(port, host);
  return (await app.getUrl()).replace('[::1]', 'localhost');
}

/**
 * Not ready any more; no new requests; then the phases of ShutdownSequence, Nest's own hooks. Endpoints close
 * beside the phase `intake`, because a request that is kept waiting is answered by an intake step.
 */
async function stopService(
  app: NestExpressApplication,
  transport: KnockemTransport,
  logger: KnockemLogger,
): Promise<void> {
  logger.info('shutting down');
  app.get(Readiness).drain();
  const sequence = app.get(ShutdownSequence);
  sequence.add('intake', 'request/reply endpoints', () => transport.close());
  sequence.add('intake', 'HTTP listener', () => closeIdle(app));
  await sequence.run();
  await app.close();
  logger.info('ended');
}

/** No new connections; those under way are answered until the application closes. */
function closeIdle(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  if (!server.listening) return;
  server.close();
  server.closeIdleConnections();
}
