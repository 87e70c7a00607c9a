import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Registry } from 'prom-client';
import { ImageAllowList } from '#domain';
import type { Messaging } from '#messaging';
import { parseRecordsUrl, RECORD_READER, type RecordReader, RecordStoreModule } from '#records';
import {
  BUILD,
  type BuildStamp,
  CLOCK,
  type Clock,
  CONFIGURATION,
  type Configuration,
  type KnockemLogger,
  LOGGER,
  MESSAGING,
  METRICS,
  Readiness,
  type ServiceOptions,
  ShutdownSequence,
  TokenBook,
  TRACING,
  type Tracing,
} from '#platform';
import { httpFrame } from '#platform/http';
import { configureHttp } from './adapters/http/configure-http';
import { httpMeter } from './adapters/http/time-requests';
import { AccessGuard } from './adapters/http/access/access.guard';
import { refuseOpenAddress } from './adapters/http/access/binding';
import { DashboardFiles } from './adapters/http/dashboard/dashboard-files';
import { HTTP_CONTROLLERS } from './adapters/http/controllers';
import { OpenStreams } from './adapters/http/open-streams';
import { SseOptions } from './adapters/http/sse-stream';
import { NatsCommandJournal } from './adapters/nats/nats-command-journal';
import { NatsContainerLogs } from './adapters/nats/nats-container-logs';
import { NatsDeadLetters } from './adapters/nats/nats-dead-letters';
import { NatsEventSource } from './adapters/nats/nats-event-source';
import { NatsGenomeContents } from './adapters/nats/nats-genome-contents';
import { NatsForecasts } from './adapters/nats/nats-forecasts';
import { NatsLiveState } from './adapters/nats/nats-live-state';
import { RequestDoorsController } from './adapters/nats/request-doors.controller';
import { StoredRecords } from './adapters/records/stored-records';
import type { Now, StackFacts } from './application/ports';
import type { QuotaLimits } from './application/quotas';
import { NOTIFICATION_PROVIDERS } from './notifications.module';
import { PORTS, USE_CASES } from './use-cases.module';

const overMessaging = (port: symbol, make: (messaging: Messaging) => object): Provider => ({
  provide: port,
  inject: [MESSAGING],
  useFactory: make,
});

const ports: Provider[] = [
  {
    provide: PORTS.journal,
    inject: [MESSAGING, TRACING],
    useFactory: (messaging: Messaging, tracing: Tracing) => new NatsCommandJournal(messaging, tracing),
  },
  overMessaging(PORTS.contents, (messaging) => new NatsGenomeContents(messaging)),
  overMessaging(PORTS.live, (messaging) => new NatsLiveState(messaging)),
  overMessaging(PORTS.forecasts, (messaging) => new NatsForecasts(messaging)),
  overMessaging(PORTS.logs, (messaging) => new NatsContainerLogs(messaging)),
  overMessaging(PORTS.deadLetters, (messaging) => new NatsDeadLetters(messaging)),
  overMessaging(PORTS.events, (messaging) => new NatsEventSource(messaging)),
  {
    provide: PORTS.records,
    inject: [RECORD_READER],
    useFactory: (reader: RecordReader) => new StoredRecords(reader),
  },
  {
    provide: PORTS.stack,
    inject: [CONFIGURATION, BUILD],
    useFactory: ({ runmode, imagesAllowed }: Configuration, build: BuildStamp): StackFacts => ({
      runmode,
      allowedImages: new ImageAllowList(imagesAllowed),
      version: build.knockemVersion,
      revision: build.knockemRevision,
    }),
  },
  {
    provide: PORTS.limits,
    inject: [CONFIGURATION],
    useFactory: ({ gateway }: Configuration): QuotaLimits => gateway.limits,
  },
  {
    provide: PORTS.now,
    inject: [CLOCK],
    useFactory:
      (clock: Clock): Now =>
      () =>
        new Date(clock.now()).toISOString(),
  },
];

const openStreams: Provider = {
  provide: OpenStreams,
  inject: [CONFIGURATION],
  useFactory: ({ gateway }: Configuration) => new OpenStreams(gateway.limits.streams),
};

/** The wiring of the gateway: routes and doors over use cases over ports. It keeps no state of its own. */
@Module({
  controllers: [...HTTP_CONTROLLERS, RequestDoorsController],
  providers: [
    ...ports,
    ...USE_CASES,
    ...NOTIFICATION_PROVIDERS,
    openStreams,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class GatewayModule implements OnApplicationBootstrap {
  constructor(
    @Inject(PORTS.events) private readonly events: NatsEventSource,
    @Inject(RECORD_READER) private readonly reader: RecordReader,
    private readonly open: OpenStreams,
    private readonly readiness: Readiness,
    private readonly shutdown: ShutdownSequence,
  ) {}

  static forConfiguration(
    { records, runmode }: Configuration,
    sse = new SseOptions(),
    dashboard = new DashboardFiles(),
  ): DynamicModule {
    const location = parseRecordsUrl(records.url, { embeddedFile: records.embeddedFile, runmode });
    return {
      module: GatewayModule,
      imports: [RecordStoreModule.forReading(location)],
      providers: [
        { provide: SseOptions, useValue: sse },
        { provide: DashboardFiles, useValue: dashboard },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.events.start();
    this.readiness.add('records', () => this.reader.ping().then(() => undefined, sentence));
    this.shutdown.add('intake', 'open streams', async () => this.open.closeAll());
    this.shutdown.add('work', 'events', () => this.events.stop());
    this.shutdown.add('store', 'record reader', () => this.reader.close());
  }
}

const sentence = (error: unknown): string => (error as Error).message;

/** The service as the platform starts it. */
export const gateway: ServiceOptions<NestExpressApplication> = {
  name: 'gateway',
  module: (configuration) => GatewayModule.forConfiguration(configuration),
  frame: httpFrame({ address: ({ gateway }) => gateway, configure }),
};

function configure(app: NestExpressApplication, configuration: Configuration): void {
  const { tokensRequired, tokenFile, limits } = configuration.gateway;
  refuseOpenAddress(configuration.gateway);
  const logger = app.get<KnockemLogger>(LOGGER);
  const tokens = new TokenBook(tokenFile);
  if (tokensRequired && tokens.size === 0) {
    logger.warn(
      { tokenFile },
      'tokens are required and there is none yet: make one with `knockem token create`',
    );
  }
  configureHttp(app, {
    version: app.get<BuildStamp>(BUILD).knockemVersion,
    tokens,
    tokensRequired,
    now: app.get<Now>(PORTS.now),
    rates: limits,
    meter: httpMeter(app.get<Registry>(METRICS)),
    dashboard: app.get(DashboardFiles),
    onInternal: (error, path) =>
      logger.error({ err: error, path }, 'a request failed for no reason of its own'),
  });
}
