// Real: the scheduler as a process of its own, nats-server, SQLite file. Scripted over the real bus: planner, executors.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { LiveSubmission } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import {
  expectNoLeaks,
  type NatsServer,
  ScriptedExecutor,
  startNatsServer,
  startScriptedPlanner,
  submissionCreate,
  tempDirectory,
  trackChild,
  waitFor,
  within,
} from '#testing';
import { openDatabase } from './adapters/sqlite/open-database';

jest.setTimeout(120_000);
afterAll(expectNoLeaks);

const HOOK = resolve('libs/testing/src/typescript-hook.cjs');
const MAIN = resolve('apps/scheduler/src/main.ts');

class SchedulerProcess {
  output = '';
  errors = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(environment: Record<string, string>) {
    const options = ['--conditions=knockem-source', '--require', HOOK, MAIN];
    const env = {
      PATH: process.env.PATH,
      KNOCKEM_RUNMODE: 'testing',
      KNOCKEM_TURN_PERIOD_MS: '1000',
      ...environment,
    };
    this.child = trackChild(
      spawn(process.execPath, options, { env, stdio: ['ignore', 'pipe', 'pipe'] }),
      'scheduler',
    );
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.ended = new Promise((done) => this.child.once('close', done));
  }

  ready = (): Promise<unknown> =>
    waitFor(() => this.output.includes('scheduler is ready'), {
      timeoutMs: 60_000,
      message: 'scheduler is ready',
    });

  end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return within(30_000, 'the scheduler ends', this.ended);
  }
}

describe('the scheduler as a process', () => {
  let server: NatsServer;
  let home: ReturnType<typeof tempDirectory>;
  let messaging: Messaging;
  const environment = (): Record<string, string> => ({
    KNOCKEM_NATS_URL: server.url,
    KNOCKEM_DATA_DIR: home.path,
    KNOCKEM_SCHEDULER_DB: join(home.path, 'scheduler.sqlite'),
  });
  beforeEach(async () => {
    home = tempDirectory();
    server = await startNatsServer();
    messaging = await connectMessaging({ servers: server.url, name: 'spec', runmode: 'testing' });
    await messaging.ensureStreams();
  });
  afterEach(async () => {
    await messaging.close();
    await server.stop();
    home.remove();
  });

  it('is killed again and again, and every competition counts once in the end', async () => {
    let scheduler = new SchedulerProcess(environment());
    await scheduler.ready();
    const planner = await startScriptedPlanner(messaging, { competitions: 400 });
    const executors = [new ScriptedExecutor(messaging), new ScriptedExecutor(messaging)];
    executors.forEach((executor) => executor.work());
    const { submissionId, ...command } = submissionCreate({
      submissionId: randomUUID(),
      assayTypes: ['nulldist'],
    });
    const subject = messaging.subjects.submissionCommand('create', submissionId);
    await messaging.publish(subject, { submissionId, ...command });
    const submission = async (): Promise<LiveSubmission['submission']> => {
      const live = await messaging.request<LiveSubmission>(
        'submission.status',
        { submissionId },
        { timeoutMs: 2000 },
      );
      return live.submission;
    };
    for (const completed of [5, 120]) {
      await waitFor(async () => (await submission()).counters.completed >= completed, { timeoutMs: 30_000 });
      await scheduler.end('SIGKILL');
      scheduler = new SchedulerProcess(environment());
      await scheduler.ready();
    }
    await waitFor(async () => (await submission()).status === 'completed', { timeoutMs: 60_000 });
    expect((await submission()).counters).toEqual({
      pending: 0,
      active: 0,
      completed: 401,
      failed: 0,
      cancelled: 0,
    });
    await Promise.all(executors.map((executor) => executor.stop()));
    await planner.stop();
    expect(await scheduler.end('SIGTERM')).toBe(0);
    expect(scheduler.errors).toBe('');
  });

  it('refuses to be the second on one database, in one line', async () => {
    const first = new SchedulerProcess(environment());
    await first.ready();
    const second = new SchedulerProcess(environment());
    expect(await second.ended).toBe(1);
    expect(second.errors).toMatch(
      /^knockem scheduler: Another scheduler has .*scheduler\.sqlite open.* — Stop .*\n$/,
    );
    expect(await first.end('SIGTERM')).toBe(0);
  });

  it('refuses a database that a newer version wrote, in one line', async () => {
    const database = openDatabase(join(home.path, 'scheduler.sqlite'));
    database.pragma('user_version = 999');
    database.close();
    const scheduler = new SchedulerProcess(environment());
    expect(await scheduler.ended).toBe(1);
    expect(scheduler.errors).toMatch(/^knockem scheduler: .*written by a newer knockem.*\n$/);
  });
});
