// Real: nats-server, a whole Nest application with its HTTP listener. Nothing is mocked.
import {
  Body,
  Controller,
  Get,
  type INestApplication,
  Inject,
  Injectable,
  Module,
  type OnModuleInit,
  Post,
} from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import request from 'supertest';
import { KnockemError } from '#domain';
import { connectMessaging, type Messaging } from '#messaging';
import { expectNoLeaks, type NatsServer, startNatsServer, waitFor } from '#testing';
import {
  type BuildStamp,
  BUILD,
  type KnockemLogger,
  LOGGER,
  MESSAGING,
  parseRequest,
  Readiness,
  RequestContext,
  type RunningService,
  ShutdownSequence,
  startService,
} from './index';
import { httpFrame } from './http';

let server: NatsServer;
let outside: Messaging;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await startNatsServer();
  outside = await connectMessaging({ servers: server.url, name: 'outside', runmode: 'testing' });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});
afterAll(async () => {
  await outside.close();
  await server.stop();
  expectNoLeaks();
});

@Controller()
class Endpoints {
  constructor(@Inject(LOGGER) private readonly logger: KnockemLogger) {}

  @MessagePattern('submission.status')
  status(@Payload() body: Uint8Array, @Ctx() context: RequestContext): object {
    const { submissionId } = parseRequest('api.submission.id.v1', body);
    this.logger.info({ submissionId }, 'asked for a status');
    return { submissionId, endpoint: context.endpoint, schema: context.headers['Knockem-Schema'] };
  }

  @MessagePattern('executor.list')
  async broken(): Promise<never> {
    throw new TypeError('inside');
  }

  @MessagePattern('genome.users')
  async missing(): Promise<never> {
    throw new KnockemError('not-found', 'no such genome', { hint: 'look at the list' });
  }
}

@Controller('api')
class Http {
  @Get('hello')
  hello(): object {
    return { hello: 'world' };
  }

  @Post('echo')
  echo(@Body() body: object): object {
    return body;
  }
}

@Module({ controllers: [Endpoints, Http] })
class Example {}

const ID = '11111111-1111-4111-8111-111111111111';

const optionsOf = (module: unknown, environment: Record<string, string> = {}) => ({
  name: 'scheduler' as const,
  module: () => module as typeof Example,
  environment: {
    KNOCKEM_NATS_URL: server.url,
    KNOCKEM_RUNMODE: 'testing',
    KNOCKEM_OPS_PORT: '0',
    KNOCKEM_LOG_LEVEL: 'fatal',
    ...environment,
  },
});

async function start(module: unknown, environment?: Record<string, string>): Promise<RunningService> {
  const service = await startService(optionsOf(module, environment));
  running.push(service);
  return service;
}

/** A service with an HTTP door. */
async function startWithHttp(module: unknown): Promise<RunningService<INestApplication>> {
  const frame = httpFrame({ address: () => ({ host: '127.0.0.1', port: 0 }) });
  const service = await startService({ ...optionsOf(module), frame });
  running.push(service);
  return service;
}

describe('request/reply endpoints', () => {
  it('reach controllers, with body, headers and context', async () => {
    await start(Example);
    const reply = await outside.request(
      'submission.status',
      { submissionId: ID },
      { timeoutMs: 2000, schema: 'api.submission.id.v1' },
    );
    expect(reply).toEqual({
      submissionId: ID,
      endpoint: 'submission.status',
      schema: 'api.submission.id.v1',
    });
  });

  it('hand expected failures over whole, and hide unexpected ones', async () => {
    await start(Example);
    const ask = (endpoint: 'genome.users' | 'executor.list' | 'submission.status'): Promise<unknown> =>
      outside.request(endpoint, { submissionId: 7, extra: 1 }, { timeoutMs: 2000 });
    await expect(ask('genome.users')).rejects.toMatchObject({
      code: 'not-found',
      message: 'no such genome',
      details: { hint: 'look at the list' },
    });
    await expect(ask('submission.status')).rejects.toMatchObject({
      code: 'invalid',
      details: { problems: expect.arrayContaining([expect.objectContaining({ field: 'submissionId' })]) },
    });
    await expect(ask('executor.list')).rejects.toMatchObject({
      code: 'internal',
      message: expect.not.stringContaining('inside'),
    });
  });

  it('refuse the start for two methods of one endpoint, unknown endpoints and event patterns', async () => {
    @Controller()
    class Second {
      @MessagePattern('submission.status')
      again(): void {}
    }
    @Module({ controllers: [Endpoints, Second] })
    class Twice {}
    await expect(start(Twice)).rejects.toThrow("two methods answer @MessagePattern('submission.status')");

    @Controller()
    class Mistyped {
      @MessagePattern('submission.state')
      status(): void {}
    }
    @Module({ controllers: [Mistyped] })
    class Unknown {}
    await expect(start(Unknown)).rejects.toMatchObject({
      message: "@MessagePattern('submission.state') is no endpoint",
      details: { hint: expect.stringContaining('did you mean') },
    });

    @Controller()
    class Listening {
      @EventPattern('submission.status')
      heard(): void {}
    }
    @Module({ controllers: [Listening] })
    class Events {}
    await expect(start(Events)).rejects.toThrow('is not served: read the stream');
  });
});

describe('HTTP', () => {
  describe.each([
    ['without a door of its own', start],
    ['with one', startWithHttp],
  ])('%s', (_, begin) => {
    it('serves the probes and metrics', async () => {
      const service = await begin(Example);
      const live = await request(service.url!).get('/livez').expect(200);
      expect(live.body).toMatchObject({
        status: 'ok',
        service: 'scheduler',
        knockemVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        knockemRevision: expect.any(String),
      });
      const ready = await request(service.url!).get('/readyz').expect(200);
      expect(ready.body).toMatchObject({ status: 'ok', details: { nats: { status: 'up' } }, error: {} });
      const metrics = await request(service.url!).get('/metrics').expect(200);
      expect(metrics.headers['content-type']).toContain('version=0.0.4');
      expect(metrics.text).toContain('knockem_build{');
      expect(metrics.text).toContain('process_cpu_seconds_total');
      await request(service.url!).get('/other').expect(404);
    });

    it('is not ready while a part is not, and says which', async () => {
      const service = await begin(Example);
      let reason: string | undefined = 'cannot reach the record store';
      service.app.get(Readiness).add('records', () => reason);
      const answer = await request(service.url!).get('/readyz').expect(503);
      expect(answer.body.error).toEqual({ records: { status: 'down', message: reason } });
      reason = undefined;
      await request(service.url!).get('/readyz').expect(200);
    });

    it('is not ready while nats-server is away, and again when it is back', async () => {
      const service = await begin(Example);
      await server.kill9();
      await waitFor(async () => (await request(service.url!).get('/readyz')).status === 503);
      await request(service.url!).get('/livez').expect(200);
      await server.restart();
      await waitFor(async () => (await request(service.url!).get('/readyz')).status === 200);
      await waitFor(() => outside.isConnected());
      await waitFor(() => outside.request('submission.status', { submissionId: ID }, { timeoutMs: 1000 }));
    });
  });

  it('serves own controllers beside endpoints where there is a door for them', async () => {
    const service = await startWithHttp(Example);
    expect((await request(service.url!).get('/api/hello')).body).toEqual({ hello: 'world' });
    await outside.request('submission.status', { submissionId: ID }, { timeoutMs: 5000 });
  });

  it('refuses the start where another listens', async () => {
    const service = await start(Example);
    const port = new URL(service.url!).port;
    await expect(start(Example, { KNOCKEM_OPS_PORT: port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('logging', () => {
  it('goes to the bus as well, by service and level', async () => {
    await outside.ensureStreams();
    const lines: { subject: string; line: Record<string, unknown> }[] = [];
    const tail = await outside.tail({
      stream: 'log',
      filter: outside.subjects.all.logs('scheduler'),
      from: 'new',
      onMessage: ({ subject, body }) =>
        lines.push({ subject, line: JSON.parse(Buffer.from(body).toString()) }),
    });
    const service = await start(Example, { KNOCKEM_LOG_LEVEL: 'info' });
    service.logger.error({ competitionId: 'c', password: 'geheim' }, 'something failed');
    service.logger.debug('below the level');
    const found = await waitFor(() => lines.find(({ line }) => line.message === 'something failed'));
    expect(found.subject).toBe('knockem-testing.log.scheduler.error');
    expect(found.line).toMatchObject({
      level: 'error',
      service: 'scheduler',
      competitionId: 'c',
      password: '…',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    await service.stop();
    await waitFor(() => lines.some(({ line }) => line.message === 'ended'));
    expect(lines.some(({ line }) => line.message === 'below the level')).toBe(false);
    await tail.stop();
  });
});

describe('the graceful end', () => {
  it('takes the phases in order, a failing step notwithstanding, and answers what is under way', async () => {
    const order: string[] = [];
    @Injectable()
    class Work implements OnModuleInit {
      constructor(
        private readonly shutdown: ShutdownSequence,
        @Inject(MESSAGING) private readonly messaging: Messaging,
        @Inject(BUILD) readonly build: BuildStamp,
      ) {}
      onModuleInit(): void {
        this.shutdown.add('store', 'database', () => order.push('store'));
        this.shutdown.add('work', 'runs', () => order.push('work'));
        this.shutdown.add('intake', 'broken', () => Promise.reject(new Error('broken step')));
        this.shutdown.add('intake', 'reader', () => order.push('intake'));
        this.shutdown.add('flush', 'relay', () => order.push(`flush ${this.messaging.isConnected()}`));
      }
    }
    @Module({ controllers: [Endpoints], providers: [Work] })
    class Working {}
    const service = await start(Working);
    await Promise.all([service.stop(), service.stop()]);
    expect(order).toEqual(['intake', 'work', 'flush true', 'store']);
    expect(service.messaging.isConnected()).toBe(false);
    await expect(
      outside.request('submission.status', { submissionId: ID }, { timeoutMs: 1000 }),
    ).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('leaves nothing connected when the start fails', async () => {
    @Injectable()
    class Failing implements OnModuleInit {
      onModuleInit(): void {
        throw new KnockemError('misconfigured', 'no container runtime', { hint: 'install crun' });
      }
    }
    @Module({ providers: [Failing] })
    class Broken {}
    await expect(start(Broken)).rejects.toMatchObject({ message: 'no container runtime' });
  });
});
