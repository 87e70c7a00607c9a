// Real: SQLite files in a temporary directory, all use cases. Scripted: planner and executors (../testing/world).
import { randomUUID } from 'node:crypto';
import type { Grant, SubmissionCreate, TurnReply, TurnRequest } from '#contracts';
import { type ScriptedExecutor, TURN } from '../testing/scripted-executor';
import {
  assayOf,
  createCommand,
  ScriptedPlanner,
  startedSubmission,
  TEMPLATE,
  World,
} from '../testing/world';
import { Bundling } from './bundling';
import { takeTurns } from './take-turns';

const SERVING = { ...TEMPLATE, serve: { entry: ['serve'], asks: [], answers: [] } };

describe('bundles', () => {
  let world: World;
  let bundling: Bundling;
  beforeEach(() => {
    world = new World();
    bundling = new Bundling();
  });
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  const serving = (count: number, changes: Partial<SubmissionCreate> = {}) => {
    const create = createCommand({ maxCompetitionsActive: 10_000, ...changes });
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(assayOf(create.submissionId, 'work'));
    planner.round('work', count, { template: SERVING });
    return { id: create.submissionId, assayId: planner.id('work') };
  };

  const answer = (executor: ScriptedExecutor, changes: Partial<TurnRequest> = {}): TurnReply => {
    const turns = [executor.request({ free: 0, ...changes })];
    const [taken] = takeTurns(world.store, turns, world.now, { ...TURN, bundling }).answers;
    if ('error' in taken) throw taken.error;
    return taken.reply;
  };
  const turn = (executor: ScriptedExecutor, changes: Partial<TurnRequest> = {}): TurnReply => {
    const reply = answer(executor, changes);
    executor.hear(reply);
    return reply;
  };
  const sizes = ({ grants }: TurnReply): number[] => grants.map(({ competitions }) => competitions.length);
  const attemptsOf = (grants: readonly Grant[]): string[] =>
    grants.flatMap(({ competitions }) => competitions.map(({ attemptId }) => attemptId));
  /** Has so many of them measured. */
  const measure = (executor: ScriptedExecutor, durationMs: number): void => {
    turn(executor, { free: 1 });
    executor.endAll('succeeded', { durationMs });
    turn(executor);
  };

  it('begins with small ones, then holds about a second of work', () => {
    serving(5000);
    const executor = world.executor({ slots: 4 });
    expect(sizes(turn(executor, { free: 4 }))).toEqual([4, 4, 4, 4]);
    executor.endAll('succeeded', { durationMs: 10 });
    expect(sizes(turn(executor, { free: 4 }))).toEqual([100, 100, 100, 100]);
  });

  it('follows when competitions become longer', () => {
    serving(5000);
    const executor = world.executor({ slots: 1 });
    measure(executor, 1);
    for (const _ of [1, 2, 3]) {
      turn(executor, { free: 1 });
      executor.endAll('succeeded', { durationMs: 60_000 });
      turn(executor);
    }
    expect(sizes(turn(executor, { free: 1 }))).toEqual([1]);
  });

  it('counts each competition under the cap', () => {
    const { id } = serving(5000, { maxCompetitionsActive: 30 });
    const executor = world.executor({ slots: 2 });
    measure(executor, 1);
    const granted = sizes(turn(executor, { free: 2 }));
    expect(granted.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(30);
    expect(granted).toHaveLength(2);
    expect(world.submission(id).places).toBeLessThanOrEqual(30);
  });

  it('spreads the last ones over all slots of all executors', () => {
    serving(300);
    const [one, other] = [world.executor({ slots: 4 }), world.executor({ slots: 4 })];
    turn(other);
    measure(one, 20);
    const last = sizes(turn(one, { free: 4 }));
    expect(Math.max(...last)).toBeLessThanOrEqual(37);
  });

  it('keeps an answer below what one message takes', () => {
    serving(3000);
    const executor = world.executor({ slots: 8 });
    measure(executor, 0.1);
    const reply = turn(executor, { free: 8 });
    expect(Buffer.byteLength(JSON.stringify(reply))).toBeLessThan(900_000);
    expect(Math.max(...sizes(reply))).toBeLessThanOrEqual(100);
  });

  it('charges fairness for each competition: a small submission waits for no more than a bundle', () => {
    serving(5000);
    const executor = world.executor({ slots: 8 });
    measure(executor, 5);
    turn(executor, { free: 1 });
    executor.endAll('succeeded', { durationMs: 5 });
    const small = startedSubmission(world, 5);
    const reply = turn(executor, { free: 8 });
    const own = reply.grants.filter(({ submissionId }) => submissionId === small.id);
    expect(own).toHaveLength(5);
  });

  it('sends unnamed bundles again in as many runs, with the same ids and tokens', () => {
    serving(5000);
    const executor = world.executor({ slots: 2 });
    measure(executor, 10);
    const lost = answer(executor, { free: 2 });
    const again = turn(executor, { free: 2 });
    expect(attemptsOf(again.grants).sort()).toEqual(attemptsOf(lost.grants).sort());
    expect(again.grants).toHaveLength(2);
    expect(again.grants[0].template).toBeDefined();
    expect(turn(executor).grants).toEqual([]);
  });

  it('settles one by one: what fails does not touch the rest', () => {
    const { id, assayId } = serving(40);
    const executor = world.executor({ slots: 1 });
    measure(executor, 10);
    const [first, ...rest] = attemptsOf(turn(executor, { free: 1 }).grants);
    executor.end(first, 'container-error');
    for (const attemptId of rest) executor.end(attemptId, 'succeeded');
    turn(executor);
    expect(world.submission(id)).toMatchObject({ numFailed: 1, numCompleted: 4 + rest.length, places: 0 });
    expect(world.attempts(assayId).filter(({ state }) => state === 'container-error')).toHaveLength(1);
  });

  it('one competition a run where the template does not serve', () => {
    startedSubmission(world, 20);
    expect(sizes(turn(world.executor({ slots: 4 }), { free: 4 }))).toEqual([1, 1, 1, 1]);
  });

  it('has a container that serves removed once its executor has gone, and never adopted', () => {
    const [seer, holder] = [world.executor(), world.executor()];
    turn(seer);
    turn(holder);
    const seen = [
      { attemptId: randomUUID(), executorId: holder.executorId, state: 'running' as const, serving: true },
    ];
    expect(turn(seer, { seen })).toMatchObject({ remove: [], adopt: [] });
    const strange = [{ ...seen[0], executorId: randomUUID() }];
    expect(turn(seer, { seen: strange }).remove).toEqual([seen[0].attemptId]);
  });
});
