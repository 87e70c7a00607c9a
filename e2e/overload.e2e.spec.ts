/** Real: the whole stack; a record store that takes nothing for a while, and a storm of log lines. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { connectMessaging } from '#messaging';
import { waitFor } from '#testing';
import { EXAMPLE, StackUnderTest } from './stack-under-test';

const REPLICATES = 10;
const STORM_LINES = 100_000;

describe('a stack under load that is none of its own', () => {
  let stack: StackUnderTest;
  beforeAll(async () => {
    stack = await StackUnderTest.start();
  }, 120_000);
  afterAll(async () => stack?.stop(), 120_000);

  /** A study from its submission to its end; resolves to its id. */
  async function study(): Promise<string> {
    const end = await stack.run(
      ...['submit', join(EXAMPLE, 'demo-genome.txt'), '--image', 'knockem/explicit-model:1', '--watch'],
      ...['--user', 'calm@knockem.example', '--assay', 'nulldist'],
      ...['--param', `nulldist.replicates=${REPLICATES}`, 'nulldist.alpha=0.1'],
    );
    expect(end.stderr).toMatch(/completed: 1[01] completed/);
    return end.stdout.trim().split('\n')[0];
  }

  const rowsOf = async (id: string): Promise<number> =>
    (await stack.run('results', id, '--csv')).stdout.split(',nulldist,').length - 1;

  it('goes on while the record store takes nothing, and records it all afterwards', async () => {
    const store = new Database(join(stack.dataDir, 'records', 'records.sqlite'));
    store.exec('BEGIN IMMEDIATE');
    const id = await study();
    expect(await rowsOf(id)).toBe(0);
    store.exec('ROLLBACK');
    store.close();
    await waitFor(async () => (await rowsOf(id)) === REPLICATES, { timeoutMs: 60_000 });
  }, 180_000);

  it('goes on through a storm of log lines', async () => {
    const bus = await connectMessaging({ servers: stack.natsUrl, name: 'storm', runmode: 'production' });
    const line = Buffer.from(JSON.stringify({ level: 'error', message: 'x'.repeat(400) }));
    let under: Promise<string> | undefined;
    for (let sent = 0; sent < STORM_LINES; sent += 1000) {
      for (let n = 0; n < 1000; n++) bus.publishCore(bus.subjects.log('storm', 'error'), line);
      await bus.flush();
      under ??= study();
    }
    await waitFor(async () => (await rowsOf((await under) as string)) === REPLICATES, { timeoutMs: 60_000 });
    await bus.close();
  }, 180_000);
});
