import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request, { type Response, type Test } from 'supertest';
import { connectMessaging, type Messaging } from '#messaging';
import { type RunningService, startService } from '#platform';
import { EmbeddedRecordWriter } from '#records';
import { type NatsServer, startNatsServer, tempDirectory } from '#testing';
import { gateway, GatewayModule } from '../../gateway.module';
import { apiDocument } from '../http/api-document';
import type { DashboardFiles } from '../http/dashboard/dashboard-files';
import type { SseOptions } from '../http/sse-stream';
import { ApiSchemas } from './api-schemas.conformance';
import { ScriptedScheduler } from './scripted-scheduler.conformance';

/** The whole gateway over a real nats-server and a real embedded record file; beside it a scripted scheduler. */
export class GatewayUnderTest implements AsyncDisposable {
  private constructor(
    readonly home: string,
    readonly server: NatsServer,
    readonly service: RunningService<NestExpressApplication>,
    /** The bus as everybody else sees it. */
    readonly bus: Messaging,
    readonly scheduler: ScriptedScheduler,
    readonly records: EmbeddedRecordWriter,
    /** The published API; every reply that a spec gets is held against it. */
    readonly api: ApiSchemas,
    private readonly forgetHome: () => void,
  ) {}

  /** What replies had that the published API has not, or the other way round. */
  readonly deviations: string[] = [];

  static async start(
    sse?: SseOptions,
    more: Readonly<Record<string, string>> = {},
    dashboard?: DashboardFiles,
  ): Promise<GatewayUnderTest> {
    const server = await startNatsServer();
    const home = tempDirectory();
    const records = new EmbeddedRecordWriter(join(home.path, 'records', 'records.sqlite'));
    const environment = {
      KNOCKEM_NATS_URL: server.url,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_DATA_DIR: home.path,
      KNOCKEM_GATEWAY_PORT: '0',
      KNOCKEM_LOG_LEVEL: 'fatal',
      ...more,
    };
    const service = await startService({
      ...gateway,
      module: (configuration) => GatewayModule.forConfiguration(configuration, sse, dashboard),
      environment,
    });
    const bus = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'testing' });
    const scheduler = new ScriptedScheduler(bus);
    await bus.flush();
    const api = new ApiSchemas(apiDocument(service.app, '0'));
    return new GatewayUnderTest(home.path, server, service, bus, scheduler, records, api, () =>
      home.remove(),
    );
  }

  get url(): string {
    return this.service.url as string;
  }

  /** A client whose every reply is checked; `token` is shown where it is given. */
  http(token?: string): ReturnType<typeof request.agent> {
    return request.agent(this.url).use((asked: Test) => {
      if (token !== undefined) asked.set('Authorization', `Bearer ${token}`);
      asked.on('response', (reply: Response) => this.check(asked.method, reply));
    });
  }

  /** One server-sent event that a spec has got. */
  checkEvent(name: string | undefined, data: string): void {
    this.note(this.api.eventComplaint(name, data));
  }

  private check(method: string, { status, type, text, request: asked }: Response): void {
    const path = new URL((asked as { url: string }).url).pathname;
    this.note(this.api.complaint({ method, path, status, contentType: type, text }));
  }

  private note(deviation: string | undefined): void {
    if (deviation !== undefined) this.deviations.push(deviation);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.stop();
    await this.scheduler.stop();
    await this.bus.close();
    await this.records.close();
    await this.server.stop();
    this.forgetHome();
    if (this.deviations.length > 0) throw new Error(`not as published:\n${this.deviations.join('\n')}`);
  }
}
