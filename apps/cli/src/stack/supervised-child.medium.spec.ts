/** Real: child processes and their log files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDirectory, waitFor } from '#testing';
import { type ChildRecipe, SupervisedChild } from './supervised-child';

describe('a supervised child', () => {
  const directory = tempDirectory();
  const said: string[] = [];
  let child: SupervisedChild | undefined;

  const recipe = (script: string, changes: Partial<ChildRecipe> = {}): ChildRecipe => ({
    name: 'sleeper',
    command: process.execPath,
    args: ['-e', script],
    env: {},
    logFile: join(directory.path, 'sleeper.log'),
    isReady: async () => readFileSync(join(directory.path, 'sleeper.log'), 'utf8').includes('ready'),
    stopMs: 500,
    ...changes,
  });

  const start = async (script: string, changes?: Partial<ChildRecipe>): Promise<SupervisedChild> => {
    child = new SupervisedChild(recipe(script, changes), (sentence) => said.push(sentence));
    await child.startAndWait(20_000);
    return child;
  };

  afterEach(async () => {
    await child?.stop();
    said.length = 0;
  });
  afterAll(() => directory.remove());

  it('is up once it answers, and its output is kept', async () => {
    const up = await start("console.log('ready'); setInterval(() => {}, 1000)");
    expect(up.pid).toBeGreaterThan(0);
    expect(readFileSync(join(directory.path, 'sleeper.log'), 'utf8')).toContain('ready');
  });

  it('is started again when it dies, and that is said', async () => {
    const up = await start("console.log('ready'); setInterval(() => {}, 1000)");
    const first = up.pid!;
    process.kill(first, 'SIGKILL');
    await waitFor(() => up.pid !== undefined && up.pid !== first);
    expect(said[0]).toContain('sleeper was ended by SIGKILL; starting it again in 0.25 s');
    expect(up.restarts).toBe(1);
  });

  it('is not started again after it was asked to stop, and ended by force when it does not listen', async () => {
    const up = await start(
      "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)",
    );
    const pid = up.pid!;
    await up.stop();
    expect(() => process.kill(pid, 0)).toThrow();
    expect(said).toEqual([]);
  });

  it('that dies at start is an error with its last words', async () => {
    const never = { isReady: async () => false };
    await expect(start("console.error('no port left'); process.exit(3)", never)).rejects.toThrow(
      'sleeper did not start: no port left',
    );
  });

  it('that cannot be started at all says why', async () => {
    const missing = { command: '/no/such/program', isReady: async () => false };
    await expect(start('', missing)).rejects.toThrow(/ENOENT/);
  });
});
