import {
  type DynamicModule,
  type INestApplicationContext,
  type INestMicroservice,
  Module,
  type Type,
} from '@nestjs/common';
import { collectDefaultMetrics } from 'prom-client';
import { connectMessaging, type Messaging } from '#messaging';
import { buildStamp } from './build-stamp';
import { openBusFrame } from './bus-frame';
import { type Configuration, type Environment, readConfiguration } from './configuration';
import { BusLog } from './logging/bus-log';
import { createLogger, type KnockemLogger } from './logging/logger';
import { NestLogger } from './logging/nest-logger';
import { PlatformModule, serviceMetrics } from './platform.module';
import { Readiness } from './readiness';
import { KnockemTransport } from './requests';
import { type OpenFrame, type ServiceFrame } from './service-frame';
import { type ServiceName } from './service-names';
import { ShutdownSequence } from './shutdown-sequence';
import { openTracing } from './tracing/open-tracing';
import { type Tracing } from './tracing/tracing';

export interface ServiceOptions<App extends INestApplicationContext = INestMicroservice> {
  readonly name: ServiceName;
  /** The service's own module; chosen by configuration where it must be. */
  readonly module: (configuration: Configuration) => Type | DynamicModule;
  /** `httpFrame` of `#platform/http` for a service with an HTTP door. Others answer operations on KNOCKEM_OPS_PORT. */
  readonly frame?: OpenFrame<App>;
  readonly environment?: Environment;
}

export interface RunningService<App extends INestApplicationContext = INestMicroservice> {
  readonly app: App;
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
export async function startService<App extends INestApplicationContext = INestMicroservice>(
  options: ServiceOptions<App>,
): Promise<RunningService<App>> {
  const configuration = readConfiguration(options.environment ?? process.env);
  const { nats, runmode } = configuration;
  const tracing = openTracing(configuration, options.name, buildStamp().knockemVersion);
  const messaging = await connectMessaging({ ...nats, name: options.name, runmode, isTraced: tracing.isOn });
  const bus = new BusLog(messaging, options.name);
  const logger = createLogger(options.name, configuration.log, bus);
  let frame: ServiceFrame<App> | undefined;
  let closing = false;
  messaging.onStatus((status) => closing || logger.warn(`nats-server ${status} (${nats.servers})`));
  try {
    await messaging.ensureStreams();
    const transport = new KnockemTransport(messaging, logger);
    frame = await openFrame(options, { configuration, messaging, logger, transport, tracing });
    await frame.start();
    // Only now does the server know the subscriptions: "ready" must mean that an answer comes.
    await messaging.flush();
    const url = await frame.listen();
    logger.info({ url }, `${options.name} is ready`);
    const running = frame;
    let stopping: Promise<void> | undefined;
    const end = async (): Promise<void> => {
      await stopService(running, transport, logger);
      await tracing.close();
      await bus.flush();
      closing = true;
      await messaging.close();
    };
    return { app: frame.app, configuration, messaging, logger, url, stop: () => (stopping ??= end()) };
  } catch (error) {
    closing = true;
    await frame?.close().catch(() => undefined);
    await tracing.close();
    await messaging.close();
    throw error;
  }
}

interface ServiceParts {
  readonly configuration: Configuration;
  readonly messaging: Messaging;
  readonly logger: KnockemLogger;
  readonly transport: KnockemTransport;
  readonly tracing: Tracing;
}

async function openFrame<App extends INestApplicationContext>(
  { name, module, frame = openBusFrame as unknown as OpenFrame<App> }: ServiceOptions<App>,
  { configuration, messaging, logger, transport, tracing }: ServiceParts,
): Promise<ServiceFrame<App>> {
  const metrics = serviceMetrics(name);
  collectDefaultMetrics({ register: metrics });
  const platform = PlatformModule.forService(name, { configuration, messaging, logger, metrics, tracing });
  const root = { module: RootModule, imports: [platform, module(configuration)] };
  const opened = await frame({ root, configuration, logger, transport });
  opened.app.useLogger(opened.app.get(NestLogger));
  return opened;
}

/**
 * Not ready any more; no new requests; then the phases of ShutdownSequence, Nest's own hooks. Endpoints close
 * beside the phase `intake`, because a request that is kept waiting is answered by an intake step.
 */
async function stopService(
  frame: ServiceFrame,
  transport: KnockemTransport,
  logger: KnockemLogger,
): Promise<void> {
  logger.info('shutting down');
  frame.app.get(Readiness).drain();
  const sequence = frame.app.get(ShutdownSequence);
  sequence.add('intake', 'request/reply endpoints', () => transport.close());
  sequence.add('intake', 'HTTP listener', () => frame.stopListening());
  await sequence.run();
  await frame.close();
  logger.info('ended');
}
