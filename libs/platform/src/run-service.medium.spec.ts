// Real: a service as a process of its own, nats-server. Nothing is mocked.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expectNoLeaks, type NatsServer, startNatsServer, trackChild, waitFor, within } from '#testing';

let server: NatsServer;
beforeAll(async () => {
  server = await startNatsServer();
});
afterAll(async () => {
  await server.stop();
  expectNoLeaks();
});

const HOOK = resolve('libs/testing/src/typescript-hook.cjs');
const PROGRAM = `
  const { Module } = require('@nestjs/common');
  const { runService, ShutdownSequence } = require('./libs/platform/src/index.ts');
  class Example {
    constructor(shutdown) { this.shutdown = shutdown; }
    onApplicationBootstrap() {
      if (process.env.SPEC_FAULT === 'start') throw new Error('two\\nlines');
      if (process.env.SPEC_FAULT === 'later') setImmediate(() => Promise.reject(new Error('forgotten')));
      this.shutdown.add('work', 'runs', () => process.env.SPEC_FAULT === 'hang'
        ? new Promise(() => undefined) : console.log('given back'));
    }
  }
  Reflect.defineMetadata('design:paramtypes', [ShutdownSequence], Example);
  Module({})(Example);
  void runService({ name: 'recorder', module: () => Example, shutdownMs: 500 });
`;

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program; `during` may use what it has written so far. */
async function run(
  environment: Record<string, string>,
  during: (stdout: () => string, signal: (name: NodeJS.Signals) => void) => Promise<void> = async () => {},
): Promise<Ending> {
  const child = trackChild(
    spawn(process.execPath, ['--conditions=knockem-source', '--require', HOOK, '-e', PROGRAM], {
      env: { PATH: process.env.PATH, KNOCKEM_NATS_URL: server.url, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
    'service',
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  await during(
    () => stdout,
    (name) => child.kill(name),
  );
  const code = await within(30_000, `the service ends: ${stdout}${stderr}`, ended);
  return { code, stdout, stderr: stderr.replace(/^npm warn.*\n/gm, '') };
}

const ready = (stdout: () => string): Promise<boolean> =>
  waitFor(() => stdout().includes('recorder is ready'), { timeoutMs: 30_000 });

it('says in one line where no nats-server is and how to start one', async () => {
  const { code, stdout, stderr } = await run({ KNOCKEM_NATS_URL: 'nats://127.0.0.1:1' });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(
    /^knockem recorder: cannot reach nats-server at nats:\/\/127\.0\.0\.1:1 .* — start one with "nats-server -js".*\n$/,
  );
  expect(stderr.trim().split('\n')).toHaveLength(1);
}, 60_000);

it('says in one line what is wrong with its settings, or with its own start', async () => {
  const settings = await run({ KNOCKEM_DATADIR: '/x', KNOCKEM_LOG_LEVEL: 'loud' });
  expect(settings.code).toBe(1);
  expect(settings.stderr).toMatch(
    /KNOCKEM_DATADIR is not a setting; did you mean KNOCKEM_DATA_DIR\?; KNOCKEM_LOG/,
  );
  const start = await run({ SPEC_FAULT: 'start' });
  expect(start.code).toBe(1);
  expect(start.stderr).toMatch(/^knockem recorder: two lines \(at .*\)\n$/);
}, 60_000);

it('ends gracefully on SIGTERM, exit code 0', async () => {
  const { code, stdout, stderr } = await run({}, async (written, signal) => {
    await ready(written);
    signal('SIGTERM');
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/shutting down[^]*given back[^]*ended/);
}, 60_000);

it('ends with exit code 1 when the graceful end takes too long', async () => {
  const { code, stdout } = await run({ SPEC_FAULT: 'hang' }, async (written, signal) => {
    await ready(written);
    signal('SIGINT');
  });
  expect(code).toBe(1);
  expect(stdout).toContain('took too long');
}, 60_000);

it('logs a forgotten rejection and ends with exit code 1', async () => {
  const { code, stdout, stderr } = await run({ SPEC_FAULT: 'later' });
  expect(code).toBe(1);
  expect(stderr).toContain('knockem recorder: forgotten');
  expect(stdout + stderr).toContain('forgotten');
}, 60_000);
