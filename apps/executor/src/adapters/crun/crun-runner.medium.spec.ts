// Real: crun, its containers, the runner as a process, kill -9. Mocked: nothing.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeUnless, type TempDirectory, tempDirectory, waitFor, within } from '#testing';
import { type ConformanceHarness } from '../container-runtime.conformance';
import { script, Suite } from '../conformance/suite.conformance';
import { fromSource } from '../start-and-die.conformance';
import { leftoversOf, processesWith, runnersOf, whyNoCrun } from './crun-harness.conformance';
import { CrunRuntime } from './crun-runtime';

describeUnless(whyNoCrun(), 'the runner of the crun runtime', () => {
  let directory: TempDirectory;
  const suite = new Suite('crun', makeHarness, []);
  const runnerPids = (): string[] => runnersOf(directory.path);

  beforeAll(() => suite.open(), 60_000);
  afterAll(() => suite.close(), 60_000);

  async function makeHarness(imagesDirectory: string): Promise<ConformanceHarness> {
    directory = tempDirectory();
    const runnerCommand = fromSource(resolve(__dirname, 'runner', 'main.ts'));
    const options = { directory: directory.path, imagesDirectory, runnerCommand };
    return {
      open: async () => new CrunRuntime(options),
      startAndDie: () => Promise.reject(new Error('not here')),
      leftovers: async (ids) => ids.flatMap((attemptId) => leftoversOf(directory.path, attemptId)),
      close: async () => {
        await waitFor(() => processesWith(directory.path).length === 0, { message: 'the runner to end' });
        const slots = readdirSync(join(directory.path, 'slots'));
        directory.remove();
        if (slots.length > 0) throw new Error(`the runner left work directories: ${slots.join(' ')}`);
      },
    };
  }

  it('is one process, in a session of its own, for all runs', async () => {
    await Promise.all([suite.runToEnd({}), suite.runToEnd({})]);
    const [pid = '', ...more] = runnerPids();
    expect(more).toEqual([]);
    const session = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3];
    expect(session).toBe(pid);
  }, 30_000);

  it('when it dies takes its containers along as soon as an executor looks, and says that their end is unknown', async () => {
    const run = suite.specify(script('sleep 1000'));
    await suite.runtime.start(run);
    await waitFor(() => leftoversOf(directory.path, run.attemptId).some((left) => left.includes('cgroup')));
    const ended = suite.runtime.wait(run.attemptId);
    for (const pid of runnerPids()) process.kill(Number(pid), 'SIGKILL');
    const end = await within(20_000, 'the end', ended);
    expect(end).toMatchObject({ timedOut: false, startFailure: expect.stringMatching(/runner .* ended/) });
    expect(end.exitCode).toBeUndefined();
    await suite.runtime.remove(run.attemptId);
    expect(leftoversOf(directory.path, run.attemptId)).toEqual([]);
    expect((await suite.runToEnd({})).end.exitCode).toBe(0);
  }, 60_000);

  it('shows the rest of the machine none of its mounts', async () => {
    await suite.runToEnd({});
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(directory.path);
  }, 30_000);

  it('leaves no half image: what a crash left is swept at the next start', async () => {
    const stray = join(directory.path, 'images', '.half-unpacked');
    mkdirSync(stray, { recursive: true });
    const next = await suite.harness.open();
    await next.list();
    expect(readdirSync(join(directory.path, 'images')).filter((name) => name.startsWith('.'))).toEqual([]);
    await next.close();
  }, 30_000);

  it('shares one unpacked root among images with the same layers', () => {
    // plain, configured, root and stranger are one layer; no-shell is another and was not asked for.
    expect(readdirSync(join(directory.path, 'images'))).toHaveLength(1);
  });
});
