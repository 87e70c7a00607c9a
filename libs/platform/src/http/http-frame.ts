import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestMicroservice } from '@nestjs/microservices';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { LoggerModule } from 'nestjs-pino';
import { type Configuration } from '../configuration';
import { KnockemTransport, UnchangedErrors } from '../requests';
import { type FrameParts, type OpenFrame, type ServiceFrame } from '../service-frame';
import { OpsController } from './ops.controller';
import { requestLogging } from './request-logging';

export interface HttpDoor {
  readonly address: (configuration: Configuration) => { readonly host: string; readonly port: number };
  /** Before the application is initialised: prefix, pipes, OpenAPI page. */
  readonly configure?: (app: NestExpressApplication, configuration: Configuration) => void | Promise<void>;
}

@Module({})
class HttpModule {}

/** A service with an HTTP door of its own, by Nest on Express, beside its endpoints on the bus. */
export const httpFrame =
  (door: HttpDoor): OpenFrame<NestExpressApplication> =>
  (parts) =>
    openHttpFrame(door, parts);

async function openHttpFrame(
  door: HttpDoor,
  { root, configuration, logger, transport }: FrameParts,
): Promise<ServiceFrame<NestExpressApplication>> {
  const http: DynamicModule = {
    module: HttpModule,
    imports: [LoggerModule.forRoot(requestLogging(logger)), root],
    controllers: [OpsController],
  };
  const app = await NestFactory.create<NestExpressApplication>(http, {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  return {
    app,
    start: async () => {
      await door.configure?.(app, configuration);
      await openEndpoints(app, transport);
    },
    listen: async () => {
      const { host, port } = door.address(configuration);
      await app.listen(port, host);
      return (await app.getUrl()).replace('[::1]', 'localhost');
    },
    stopListening: () => closeIdle(app),
    close: () => app.close(),
  };
}

async function openEndpoints(app: NestExpressApplication, transport: KnockemTransport): Promise<void> {
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
}

/** No new connections; those under way are answered until the application closes. */
function closeIdle(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  if (!server.listening) return;
  server.close();
  server.closeIdleConnections();
}
