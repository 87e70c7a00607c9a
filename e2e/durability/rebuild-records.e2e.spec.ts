/**
 * Real: nats-server, scheduler and recorder with their files, in this process. Scripted over the real bus: planner and
 * executor. The record store is lost; it is rebuilt from the stream alone, and from the scheduler alone.
 */
import { rmSync } from 'node:fs';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { RecordsReplayed, RecordsToldAgain } from '#contracts';
import { expectNoLeaks, ScriptedExecutor } from '#testing';
import { Engine, recordsIn } from './engine';

jest.setTimeout(180_000);
afterAll(expectNoLeaks);

describe('records that were lost', () => {
  let engine: Engine;
  let executor: ScriptedExecutor;
  beforeEach(async () => {
    engine = await new Engine(20).start();
    executor = new ScriptedExecutor(engine.messaging);
  });
  afterEach(async () => {
    await executor.stop();
    await engine.stop();
  });
  const loseRecords = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(engine.recordsFile + end, { force: true });
  };

  it('come back from the stream, and from the scheduler, document by document', async () => {
    executor.work();
    for (const submissionId of [await engine.create(), await engine.create()])
      await engine.until(submissionId, 'completed');
    await engine.settleDown();
    const before = recordsIn(engine.recordsFile);
    expect(before.size).toBeGreaterThan(80);

    loseRecords();
    await engine.startServices();
    const replayed = await engine.messaging.request<RecordsReplayed>(
      'recorder.replay',
      {},
      { timeoutMs: 30_000 },
    );
    expect(replayed.fromSequence).toBe(1);
    await engine.settleDown();
    expect(recordsIn(engine.recordsFile)).toEqual(before);

    loseRecords();
    const connection = await connect({ servers: engine.server.url });
    await (await jetstreamManager(connection)).streams.delete('TESTING_RECORDS');
    await connection.close();
    await engine.startServices();
    const told = await engine.messaging.request<RecordsToldAgain>(
      'records.rebuild',
      {},
      { timeoutMs: 30_000 },
    );
    expect(told.marks).toBeGreaterThan(4);
    await engine.settleDown();
    expect(recordsIn(engine.recordsFile)).toEqual(before);
  });
});
