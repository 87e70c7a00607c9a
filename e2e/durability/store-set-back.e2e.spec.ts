/**
 * Real: nats-server, scheduler and recorder with their files, in this process. Scripted over the real bus: planner and
 * executors. nats-server loses what it stored last: its store is copied in the midst of work, and put back later.
 */
import { expectNoLeaks, ScriptedExecutor, tempDirectory, waitFor } from '#testing';
import { Engine, recordsIn, stampOf, truthIn } from './engine';

const COMPETITIONS = 60;
jest.setTimeout(180_000);
afterAll(expectNoLeaks);

describe('a nats-server that lost its last minutes', () => {
  let engine: Engine;
  let executor: ScriptedExecutor;
  let copy: ReturnType<typeof tempDirectory>;
  beforeEach(async () => {
    engine = await new Engine(COMPETITIONS).start();
    executor = new ScriptedExecutor(engine.messaging);
    copy = tempDirectory('knockem-copy-');
  });
  afterEach(async () => {
    await executor.stop();
    await engine.stop();
    copy.remove();
  });

  const update = (submissionId: string, maxCompetitionsFail: number): Promise<unknown> =>
    engine.messaging.publish(engine.messaging.subjects.submissionCommand('update', submissionId), {
      submissionId,
      by: 'ada',
      maxCompetitionsFail,
    });
  const isUpdated = (submissionId: string, maxCompetitionsFail: number): Promise<unknown> =>
    waitFor(
      async () => (await engine.status(submissionId)).submission.maxCompetitionsFail === maxCompetitionsFail,
      { timeoutMs: 60_000 },
    );
  const reaches = (submissionId: string, count: number): Promise<unknown> =>
    waitFor(async () => (await engine.completed(submissionId).catch(() => 0)) >= count, {
      timeoutMs: 60_000,
      message: `${count} are completed`,
    });
  const agree = async (): Promise<void> => {
    await engine.settleDown();
    const records = recordsIn(engine.recordsFile);
    expect(records).toEqual(truthIn(engine.databaseFile, stampOf(records)));
  };

  it('costs nothing that was accepted and applied, while scheduler and recorder go on', async () => {
    executor.work();
    const early = await engine.create();
    await reaches(early, 10);
    await engine.server.copyStore(copy.path);
    const late = await engine.create();
    await update(early, 7);
    await isUpdated(early, 7);
    await reaches(early, 40);
    await engine.server.setBackStore(copy.path);
    await waitFor(() => engine.messaging.isConnected());
    const after = await engine.create();
    for (const submissionId of [early, late, after]) {
      await engine.until(submissionId, 'completed');
      const { submission } = await engine.status(submissionId);
      expect(submission.counters).toMatchObject({ completed: COMPETITIONS + 1, failed: 0 });
    }
    expect((await engine.status(early)).submission.maxCompetitionsFail).toBe(7);
    await agree();
  });

  it('costs no command that came before anybody noticed, however many came', async () => {
    const early = await engine.create();
    await update(early, 3);
    await isUpdated(early, 3);
    await engine.server.copyStore(copy.path);
    for (let n = 4; n < 8; n++) await update(early, n);
    await isUpdated(early, 7);
    await engine.stopServices();
    await engine.server.setBackStore(copy.path);
    await waitFor(() => engine.messaging.isConnected());
    // More than were lost: the stream ends above the position of the scheduler, with other messages.
    const since: string[] = [];
    for (let n = 0; n < 8; n++) since.push(await engine.create());
    await update(early, 20);
    await engine.startServices();
    executor.work();
    await isUpdated(early, 20);
    for (const submissionId of since) await engine.status(submissionId);
    await engine.messaging.publish(engine.messaging.subjects.submissionCommand('cancel', since[0]), {
      submissionId: since[0],
      by: 'ada',
    });
    await engine.until(since[0], 'cancelled');
    await engine.until(early, 'completed');
    for (const submissionId of since.slice(1)) await engine.until(submissionId, 'completed');
    await agree();
  });
});
