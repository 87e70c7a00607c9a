// Real: SQLite file and the use cases. Scripted: planner, executor and clock (../testing/world).
import { Registry } from 'prom-client';
import { LEASE_MS, type ScriptedExecutor } from '../testing/scripted-executor';
import { startedSubmission, World } from '../testing/world';
import { AfterCommit } from './after-commit';
import { SchedulerMetrics } from './scheduler-metrics';
import { UseCases } from './use-cases';

describe('a turn waits for the disk', () => {
  let world: World;
  let useCases: UseCases;
  let executor: ScriptedExecutor;
  let waits: jest.SpyInstance;
  beforeEach(() => {
    world = new World();
    const metrics = new SchedulerMetrics(new Registry());
    useCases = new UseCases(world.store, () => world.now, { leaseMs: LEASE_MS }, new AfterCommit(), metrics);
    startedSubmission(world, 2);
    executor = world.executor({ slots: 1 });
    waits = jest.spyOn(world.store, 'sync');
  });
  afterEach(() => world.close());

  /** Whether it waited, and what it was answered. */
  const turn = (): { waited: boolean; grants: number; settled: number } => {
    waits.mockClear();
    const [answer] = useCases.takeTurns([executor.request()]).answers;
    if ('error' in answer) throw answer.error;
    executor.hear(answer.reply);
    const { grants, settled } = answer.reply;
    return { waited: waits.mock.calls.length > 0, grants: grants.length, settled: settled.length };
  };

  it('when it is granted a run or told that a report is settled, and not when it is told nothing', () => {
    expect(turn()).toEqual({ waited: true, grants: 1, settled: 0 });
    expect(turn()).toEqual({ waited: false, grants: 0, settled: 0 });
    executor.endAll('succeeded');
    expect(turn()).toEqual({ waited: true, grants: 1, settled: 1 });
    executor.endAll('succeeded');
    expect(turn()).toEqual({ waited: true, grants: 0, settled: 1 });
    expect(turn()).toEqual({ waited: false, grants: 0, settled: 0 });
  });

  it('when it ends what its executor does not know, though its answer is empty', () => {
    turn();
    executor.held.clear();
    waits.mockClear();
    useCases.takeTurns([executor.request({ draining: true })]);
    expect(waits).toHaveBeenCalled();
  });

  it('once more before documents tell of what it noted, when the disk has failed', () => {
    waits.mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    expect(() => useCases.takeTurns([executor.request()])).toThrow('disk I/O error');
    waits.mockClear();
    useCases.sync();
    useCases.sync();
    expect(waits).toHaveBeenCalledTimes(1);
  });
});
