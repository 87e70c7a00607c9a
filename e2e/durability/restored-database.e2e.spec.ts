/**
 * Real: nats-server, scheduler and recorder with their files, in this process. Scripted over the real bus: planner and
 * executors. The scheduler's database is lost and comes back from a backup that was made while it ran.
 */
import { existsSync } from 'node:fs';
import type { CompetitionResultDocument, SchedulerBackup, SubmissionUpdate } from '#contracts';
import { expectNoLeaks, ScriptedExecutor, waitFor } from '#testing';
import { Engine, recordsIn, stampOf, truthIn } from './engine';

const COMPETITIONS = 120;
jest.setTimeout(180_000);
afterAll(expectNoLeaks);

describe('a scheduler database that was restored from a backup', () => {
  let engine: Engine;
  let executors: ScriptedExecutor[];
  beforeEach(async () => {
    engine = await new Engine(COMPETITIONS).start();
    executors = [];
  });
  afterEach(async () => {
    await Promise.all(executors.map((executor) => executor.stop()));
    await engine.stop();
  });

  const executor = (): ScriptedExecutor => {
    executors.push(new ScriptedExecutor(engine.messaging));
    return executors[executors.length - 1];
  };
  /** Turn after turn until so many are completed; run number `failing` of them fails. */
  const runUntil = async (
    one: ScriptedExecutor,
    submissionId: string,
    count: number,
    failing?: number,
  ): Promise<void> => {
    await waitFor(
      async () => {
        await one.turn({ maxWaitMs: 50 });
        for (const held of one.holds) {
          const fails = failing !== undefined && held.args[0] === String(failing);
          one.end(held, fails ? { outcome: 'container-error', reason: 'it broke', value: undefined } : {});
        }
        return (await engine.completed(submissionId).catch(() => 0)) >= count;
      },
      { timeoutMs: 60_000, message: `${count} are completed` },
    );
    await one.turn({ free: 0, maxWaitMs: 0 });
  };

  it('takes what the records know as settled, and both agree in the end', async () => {
    const early = await engine.create();
    await runUntil(first(), early, 40);
    const backup = await backUp();
    await runUntil(first(), early, 80, 60);
    await command('update', { submissionId: early, by: 'ada', maxCompetitionsFail: 7 });
    const late = await engine.create();
    await runUntil(first(), late, COMPETITIONS + 1);
    await engine.until(late, 'completed');
    await engine.settleDown();
    const before = recordsIn(engine.recordsFile);
    const recorded = [...before.keys()].filter((key) => key.startsWith('competitionResults '));
    expect(recorded.length).toBeGreaterThan(COMPETITIONS + 70);

    engine.replaceDatabase(backup.file);
    await engine.startServices();
    const second = executor();
    second.work();
    await engine.until(early, 'completed');
    await engine.until(late, 'completed');
    const { counters, maxCompetitionsFail } = (await engine.status(early)).submission;
    expect(counters).toEqual({ pending: 0, active: 0, completed: COMPETITIONS, failed: 1, cancelled: 0 });
    expect(maxCompetitionsFail).toBe(7);
    expect(ranBy(second).filter((key) => before.has(key))).toEqual([]);
    await second.stop();
    await engine.settleDown();
    const records = recordsIn(engine.recordsFile);
    expect(records).toEqual(truthIn(engine.databaseFile, stampOf(records)));
    for (const key of recorded) expect(measured(records.get(key))).toEqual(measured(before.get(key)));
  });

  const first = (): ScriptedExecutor => executors[0] ?? executor();

  async function backUp(): Promise<SchedulerBackup> {
    const backup = await engine.messaging.request<SchedulerBackup>(
      'scheduler.backup',
      {},
      { timeoutMs: 30_000 },
    );
    expect(existsSync(backup.file)).toBe(true);
    return backup;
  }

  const command = (verb: 'update', body: SubmissionUpdate): Promise<unknown> =>
    engine.messaging.publish(engine.messaging.subjects.submissionCommand(verb, body.submissionId), body);
});

/** Keys of the results that an executor's grants are for. */
const ranBy = ({ grants }: ScriptedExecutor): string[] =>
  grants.flatMap(({ competitions }) =>
    competitions.map(({ competitionId }) => `competitionResults ${competitionId}`),
  );

/** What an executor told of a run; the rest may be written anew. */
function measured(document: unknown): unknown {
  const { result, seed, knockoutSites, executor, startedAt, endedAt, competitionAttemptId } =
    document as CompetitionResultDocument;
  return { result, seed, knockoutSites, executor, startedAt, endedAt, competitionAttemptId };
}
