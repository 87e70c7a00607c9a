import { join } from 'node:path';
import request from 'supertest';
import { connectMessaging, type Messaging } from '#messaging';
import { type RunningService, startService } from '#platform';
import { EmbeddedRecordWriter } from '#records';
import { type NatsServer, startNatsServer, tempDirectory } from '#testing';
import { gateway } from '../../gateway.module';
import { ScriptedScheduler } from './scripted-scheduler.conformance';

/** The whole gateway over a real nats-server and a real embedded record file; beside it a scripted scheduler. */
export class GatewayUnderTest implements AsyncDisposable {
  private constructor(
    readonly server: NatsServer,
    readonly service: RunningService,
    /** The bus as everybody else sees it. */
    readonly bus: Messaging,
    readonly scheduler: ScriptedScheduler,
    readonly records: EmbeddedRecordWriter,
    private readonly forgetHome: () => void,
  ) {}

  static async start(): Promise<GatewayUnderTest> {
    const server = await startNatsServer();
    const home = tempDirectory();
    const records = new EmbeddedRecordWriter(join(home.path, 'records', 'records.sqlite'));
    const environment = {
      KNOCKEM_NATS_URL: server.url,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_DATA_DIR: home.path,
      KNOCKEM_GATEWAY_PORT: '0',
      KNOCKEM_LOG_LEVEL: 'fatal',
    };
    const service = await startService({ ...gateway, environment });
    const bus = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'testing' });
    const scheduler = new ScriptedScheduler(bus);
    await bus.flush();
    return new GatewayUnderTest(server, service, bus, scheduler, records, () => home.remove());
  }

  get url(): string {
    return this.service.url as string;
  }

  http(): ReturnType<typeof request> {
    return request(this.url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.stop();
    await this.scheduler.stop();
    await this.bus.close();
    await this.records.close();
    await this.server.stop();
    this.forgetHome();
  }
}
