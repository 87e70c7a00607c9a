/**
 * Real: nats-server, scheduler and recorder with their files, in this process; a small file system of its own for the
 * records. Scripted over the real bus: planner and executor. One store after the other has no room left: work waits, the
 * reason is told, and when there is room it goes on by itself.
 */
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { expectNoLeaks, ScriptedExecutor, SmallDisk, waitFor, whyNoSmallDisk } from '#testing';
import { Engine, recordsIn, stampOf, truthIn } from './engine';

const COMPETITIONS = 8;
const noDisk = whyNoSmallDisk();

jest.setTimeout(180_000);
afterAll(expectNoLeaks);

describe('a disk that is full', () => {
  let engine: Engine;
  let executor: ScriptedExecutor | undefined;
  afterEach(async () => {
    await executor?.stop();
    executor = undefined;
    await engine.stop();
  });

  const work = (): void => {
    executor = new ScriptedExecutor(engine.messaging);
    executor.work();
  };
  const agree = async (): Promise<void> => {
    await engine.settleDown();
    const records = recordsIn(engine.recordsFile);
    expect(records).toEqual(truthIn(engine.databaseFile, stampOf(records)));
  };
  const told = (service: 'scheduler' | 'recorder', name: string, sentence: RegExp): Promise<unknown> =>
    waitFor(async () => sentence.test((await engine.whyNot(service, name)) ?? ''), {
      timeoutMs: 60_000,
      message: `${service} says ${sentence}`,
    });

  it("of the scheduler's database: nothing is taken that cannot be kept", async () => {
    engine = await new Engine(COMPETITIONS).start();
    const [{ page_count: pages }] = engine.pragma('page_count') as { page_count: number }[];
    engine.pragma(`max_page_count = ${pages}`);
    const submissions: string[] = [];
    for (let n = 0; n < 8; n++)
      submissions.push(await engine.create({ containerEnv: { WIDE: 'x'.repeat(60_000) } }));
    await told('scheduler', 'database', /no room left for the scheduler's database .*scheduler\.sqlite/);
    engine.pragma('max_page_count = 1000000');
    work();
    for (const submissionId of submissions) await engine.until(submissionId, 'completed');
    expect(await engine.whyNot('scheduler', 'database')).toBeUndefined();
    await agree();
  });

  it('of nats-server: publishing is refused with the reason, and goes on when there is room', async () => {
    engine = await new Engine(COMPETITIONS).start();
    const early = await engine.create();
    await giveRoom(20_000);
    await waitFor(
      () =>
        engine.create().then(
          () => false,
          (error: Error) => /store is full/.test(error.message),
        ),
      { timeoutMs: 60_000, message: 'the store is full' },
    );
    work();
    await giveRoom();
    await engine.until(early, 'completed');
    await engine.until(await engine.create(), 'completed');
    await agree();
  });

  /** What JOURNAL and RECORDS may still take; absent: what they want. */
  async function giveRoom(bytes?: number): Promise<void> {
    const connection = await connect({ servers: engine.server.url });
    const manager = await jetstreamManager(connection);
    for (const name of ['TESTING_JOURNAL', 'TESTING_RECORDS']) {
      const { state } = await manager.streams.info(name);
      await manager.streams.update(name, { max_bytes: bytes === undefined ? -1 : state.bytes + bytes });
    }
    await connection.close();
  }

  const title = 'of the embedded records: work goes on, and the records catch up';
  (noDisk ? it.skip : it)(noDisk ? `${title}; skipped: ${noDisk}` : title, async () => {
    engine = new Engine(COMPETITIONS);
    const disk = new SmallDisk('1m', join(engine.home.path, 'records'));
    try {
      await engine.start();
      work();
      const submissions: string[] = [];
      for (let n = 0; n < 12; n++) submissions.push(await engine.create());
      for (const submissionId of submissions) await engine.until(submissionId, 'completed');
      await told('recorder', 'records', /documents cannot be recorded: .*full/);
      disk.resize('256m');
      await waitFor(async () => (await engine.whyNot('recorder', 'records')) === undefined, {
        timeoutMs: 90_000,
      });
      await agree();
    } finally {
      await engine.stopServices();
      disk.remove();
    }
  });
});
