// Real: the build (dist/bin), a planner as a process of it, nats-server. Counts and memory, never seconds: what a program
// loads is what its start waits for and what it holds for good.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expectNoLeaks, startNatsServer, tempDirectory, trackChild, waitFor } from '#testing';

const BIN = resolve('dist', 'bin');
const textOf = (program: string): string => readFileSync(join(BIN, `${program}.js`), 'utf8');
/** As esbuild writes modules. */
const modulesIn = (text: string): number => text.split('__commonJS({').length - 1;

if (!existsSync(join(BIN, 'planner.js'))) throw new Error('there is no build: run `npm run build` first');

afterAll(expectNoLeaks);

it.each([
  ['executor', 1600],
  ['scheduler', 1650],
  ['recorder', 1500],
  ['planner', 2050],
  ['gateway', 2500],
])('%s is one file of at most %i modules', (program, bound) => {
  expect(modulesIn(textOf(program))).toBeLessThanOrEqual(bound);
});

it('only the gateway holds Express, and nobody a letter that would double its text', () => {
  const holdsExpress = (program: string): boolean => /node_modules\/express\/lib/.test(textOf(program));
  expect(holdsExpress('gateway')).toBe(true);
  for (const program of ['executor', 'scheduler', 'recorder', 'planner']) {
    expect(holdsExpress(program)).toBe(false);
    expect(/[^\0-\x7f]/.exec(textOf(program))?.[0]).toBeUndefined();
  }
});

it('nobody holds what traces and e-mail need: it is loaded where it is configured', () => {
  for (const program of ['gateway', 'executor', 'scheduler', 'recorder', 'planner']) {
    const held = /node_modules\/(@opentelemetry\/(?!api\/)[\w-]+|nodemailer)\//.exec(textOf(program))?.[0];
    expect([program, held]).toEqual([program, undefined]);
  }
});

it('a planner at rest holds at most 110 MB', async () => {
  await using nats = await startNatsServer();
  using directory = tempDirectory('knockem-programs-');
  const child = trackChild(
    spawn(process.execPath, ['--enable-source-maps', join(BIN, 'planner.js')], {
      env: { PATH: process.env.PATH, KNOCKEM_NATS_URL: nats.url, KNOCKEM_DATA_DIR: directory.path },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
    'planner',
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise((done) => child.once('exit', done));
  try {
    await waitFor(() => said.includes('planner is ready'), { timeoutMs: 60_000 });
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    expect(Number(kilobytes) / 1024).toBeLessThanOrEqual(110);
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}, 90_000);
