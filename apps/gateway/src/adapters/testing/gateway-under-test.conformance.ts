import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { join } from 'node:path';
import { connectMessaging, type Messaging } from '#messaging';
import { EmbeddedRecordReader, EmbeddedRecordWriter } from '#records';
import { type NatsServer, startNatsServer, tempDirectory } from '#testing';
import { configureHttp } from '../http/configure-http';
import { ExecutorsController } from '../http/executors.controller';
import { GenomesController } from '../http/genomes.controller';
import { OpenStreams } from '../http/open-streams';
import { StreamsController } from '../http/streams.controller';
import { SubmissionPartsController } from '../http/submission-parts.controller';
import { SubmissionsController } from '../http/submissions.controller';
import { NatsCommandJournal } from '../nats/nats-command-journal';
import { NatsContainerLogs } from '../nats/nats-container-logs';
import { NatsEventSource } from '../nats/nats-event-source';
import { NatsGenomeContents } from '../nats/nats-genome-contents';
import { NatsLiveState } from '../nats/nats-live-state';
import { StoredRecords } from '../records/stored-records';
import { ScriptedScheduler } from './scripted-scheduler.conformance';
import { PORTS, USE_CASES } from '../../use-cases.module';

/** A gateway over a real nats-server and a real embedded record file; beside it a scripted scheduler. */
export class GatewayUnderTest implements AsyncDisposable {
  readonly internalErrors: unknown[] = [];

  private constructor(
    readonly server: NatsServer,
    readonly messaging: Messaging,
    readonly other: Messaging,
    readonly scheduler: ScriptedScheduler,
    readonly records: EmbeddedRecordWriter,
    readonly app: NestExpressApplication,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<GatewayUnderTest> {
    const server = await startNatsServer();
    const home = tempDirectory();
    const connect = (name: string): Promise<Messaging> =>
      connectMessaging({ servers: server.url, name, runmode: 'testing' });
    const messaging = await connect('gateway');
    await messaging.ensureStreams();
    const other = await connect('scheduler');
    const file = join(home.path, 'records.sqlite');
    const records = new EmbeddedRecordWriter(file);
    const reader = new EmbeddedRecordReader(file);
    const events = new NatsEventSource(messaging);
    const moduleRef = await Test.createTestingModule({
      controllers: [
        GenomesController,
        SubmissionsController,
        StreamsController,
        SubmissionPartsController,
        ExecutorsController,
      ],
      providers: [
        { provide: PORTS.journal, useValue: new NatsCommandJournal(messaging) },
        { provide: PORTS.contents, useValue: new NatsGenomeContents(messaging) },
        { provide: PORTS.live, useValue: new NatsLiveState(messaging) },
        { provide: PORTS.logs, useValue: new NatsContainerLogs(messaging) },
        { provide: PORTS.events, useValue: events },
        { provide: PORTS.records, useValue: new StoredRecords(reader) },
        { provide: PORTS.stack, useValue: { runmode: 'testing', version: '0.1.0', revision: 'abc1234' } },
        { provide: PORTS.now, useValue: () => new Date().toISOString() },
        ...USE_CASES,
        OpenStreams,
      ],
    }).compile();
    const app = moduleRef.createNestApplication<NestExpressApplication>({ logger: false });
    const internalErrors: unknown[] = [];
    configureHttp(app, { version: '0.1.0', onInternal: (error) => internalErrors.push(error) });
    await events.start();
    await app.init();
    const scheduler = new ScriptedScheduler(other);
    const gateway = new GatewayUnderTest(server, messaging, other, scheduler, records, app, async () => {
      app.get(OpenStreams).closeAll();
      await app.close();
      await events.stop();
      await reader.close();
      await records.close();
      await messaging.close();
      await other.close();
      await server.stop();
      home.remove();
    });
    return Object.assign(gateway, { internalErrors });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
