/** Real: a stack of processes with containers, in the hands of somebody who operates it. */
import { join } from 'node:path';
import type { CommandAccepted, SubmissionDocument } from '#contracts';
import { waitFor } from '#testing';
import { EXAMPLE, StackUnderTest } from './stack-under-test';

const REPLICATES = 120;

describe('a stack that is operated', () => {
  let stack: StackUnderTest;

  beforeAll(async () => {
    stack = await StackUnderTest.start(['--executors', '2', '--slots', '1']);
  }, 120_000);
  afterAll(async () => stack?.stop(), 120_000);

  const submit = async (): Promise<string> => {
    const genome = join(EXAMPLE, 'demo-genome.txt');
    const image = ['--image', 'knockem/explicit-model:1', '--user', 'operator@knockem.example'];
    const assay = ['--assay', 'nulldist', '--param', `nulldist.replicates=${REPLICATES}`];
    return (await stack.json<CommandAccepted>('submit', genome, ...image, ...assay)).submissionId;
  };

  const counters = async (id: string): Promise<SubmissionDocument['counters']> =>
    (await stack.json<{ submission: SubmissionDocument }>('show', id)).submission.counters;

  const isUnderWay = (id: string, done: number): Promise<unknown> =>
    waitFor(async () => (await counters(id)).completed >= done, {
      timeoutMs: 120_000,
      message: `${done} competitions are completed\n${stack.logs()}`,
    });

  it('loses nothing and fails nothing when an executor is stopped and started in the middle of a study', async () => {
    const id = await submit();
    await isUnderWay(id, 20);
    const before = await stack.pidOf('executor-1');
    process.kill(before, 'SIGTERM');
    await waitFor(async () => (await stack.pidOf('executor-1').catch(() => before)) !== before, {
      timeoutMs: 60_000,
      message: 'the executor is started again',
    });
    expect(stack.supervisorLog()).toMatch(/executor-1 .*starting it again in/);
    expect((await stack.run('watch', id)).code).toBe(0);
    expect(await counters(id)).toMatchObject({ completed: REPLICATES + 1, failed: 0, pending: 0, active: 0 });
  }, 300_000);

  it('goes on where it was after kill -9 of everything at once', async () => {
    // The image has been inspected before: this study needs no inspection of its own.
    const id = await submit();
    await isUnderWay(id, 20);
    await stack.killEverything();
    await stack.up();
    expect((await stack.run('watch', id)).code).toBe(0);
    expect(await counters(id)).toMatchObject({ completed: REPLICATES, failed: 0, pending: 0, active: 0 });
    const csv = await waitFor(
      async () => {
        const rows = (await stack.run('results', id, '--csv')).stdout.trim().split('\n').slice(1);
        return rows.length === REPLICATES ? rows : undefined;
      },
      { timeoutMs: 60_000, message: 'every competition is in the records, once' },
    );
    const COMPETITION_ID = 4;
    expect(new Set(csv.map((row) => row.split(',')[COMPETITION_ID])).size).toBe(REPLICATES);
  }, 300_000);
});
