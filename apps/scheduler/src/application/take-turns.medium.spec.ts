// Real: SQLite files in a temporary directory, all use cases. Scripted: planner and executors (../testing/world).
import { randomUUID } from 'node:crypto';
import { LEASE_MS, type ScriptedExecutor, TURN } from '../testing/scripted-executor';
import { assayOf, createCommand, ScriptedPlanner, startedSubmission, World } from '../testing/world';
import { isEmptyReply, takeTurns } from './take-turns';

describe('turns', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.checkInvariants();
    world.close();
  });

  it('grants up to the free slots and settles each report once', () => {
    const { id, assayId } = startedSubmission(world, 6);
    const executor = world.executor({ slots: 4 });
    expect(executor.turn().grants).toHaveLength(4);
    expect(isEmptyReply(executor.turn())).toBe(true);
    executor.endAll();
    const again = executor.request();
    const reply = executor.turn();
    expect(reply.settled).toHaveLength(4);
    expect(reply.grants).toHaveLength(2);
    const [repeated] = takeTurns(world.store, [{ ...again, turn: 99, held: [] }], world.now, TURN).answers;
    expect(repeated).toMatchObject({ reply: { settled: expect.any(Array) } });
    expect(world.submission(id)).toMatchObject({ numCompleted: 4, numActive: 2, places: 2 });
    expect(world.markedResults()).toBe(4);
    expect(world.competitions(assayId)[0]).toMatchObject({
      status: 'completed',
      value: '{"score":1}',
      attempt: 1,
    });
  });

  it('sends lost answers again with the same ids, tokens and the template', () => {
    startedSubmission(world, 3);
    const executor = world.executor({ slots: 2 });
    const [lost] = takeTurns(world.store, [executor.request()], world.now, TURN).answers;
    const again = executor.turn();
    if ('error' in lost) throw lost.error;
    expect(again.grants).toEqual(lost.reply.grants);
    expect(executor.turn().grants).toHaveLength(0);
    // From here on it has named a run of the template; a new boot has to be told again.
    executor.endAll();
    expect(executor.turn().grants[0].template).toBeUndefined();
    executor.bootId = randomUUID();
    executor.turnNumber = 0;
    executor.held.clear();
    executor.templates.clear();
    expect(executor.turn().grants[0].template).toBeDefined();
  });

  /** Two of them fill an answer. */
  function largeCompetitions(count: number): void {
    const create = createCommand();
    world.journal({ kind: 'submission.create', body: create });
    const planner = new ScriptedPlanner(world, create.submissionId);
    planner.assays(assayOf(create.submissionId, 'work'));
    const args = [String('7').repeat(150_000)];
    const competitions = Array.from({ length: count }, (_, ordinal) => ({
      ...{ ordinal, sitesOutAlpha: [], sitesOutBeta: [], seed: 1, env: {} },
      args,
    }));
    planner.round('work', count, { competitions });
  }

  it('keeps an answer below what one message takes; the rest comes with the next', () => {
    largeCompetitions(4);
    const executor = world.executor({ slots: 4 });
    const [lost] = takeTurns(world.store, [executor.request()], world.now, TURN).answers;
    if ('error' in lost) throw lost.error;
    const answers = [lost.reply, executor.turn(), executor.turn()];
    expect(answers.map(({ grants }) => grants.length)).toEqual([2, 2, 2]);
    expect(answers[1].grants).toEqual(lost.reply.grants);
  });

  it('takes no more free slots for true than an executor has', () => {
    startedSubmission(world, 20);
    expect(world.executor({ slots: 3, free: 1_000_000 }).turn().grants).toHaveLength(3);
  });

  it('refuses older turns and foreign stacks', () => {
    const executor = world.executor();
    executor.turn();
    const [older, foreign] = takeTurns(
      world.store,
      [executor.request({ turn: 0 }), executor.request({ stackId: randomUUID(), executorId: randomUUID() })],
      world.now,
      TURN,
    ).answers;
    expect(older).toMatchObject({ error: { code: 'conflict' } });
    expect(foreign).toMatchObject({ error: { code: 'refused' } });
  });

  it('gives only what fits: pool, resources, and nothing to the draining', () => {
    startedSubmission(world, 1, { pool: 'gpu' });
    startedSubmission(world, 1, { resources: { cpus: 1, memoryMb: 8192 } });
    const small = world.executor();
    expect(small.turn().grants).toHaveLength(0);
    expect(world.executor({ pool: 'gpu' }).turn().grants).toHaveLength(1);
    const big = world.executor({ capacity: { cpus: 2, memoryMb: 16384 } });
    expect(big.turn({ draining: true }).grants).toHaveLength(0);
    expect(big.turn().grants).toHaveLength(1);
  });

  it('lets ten through beside ten thousand', () => {
    const large = startedSubmission(world, 10_000, { maxCompetitionsActive: 10_000 });
    const executor = world.executor({ slots: 16 });
    const next = () => {
      executor.endAll();
      executor.turn();
    };
    for (let turn = 0; turn < 10; turn++) next();
    const before = world.submission(large.id).numCompleted;
    const small = startedSubmission(world, 10);
    for (let turn = 0; turn < 3; turn++) next();
    expect(world.submission(small.id).numCompleted).toBe(10);
    expect(world.submission(large.id).numCompleted - before).toBeGreaterThan(10);
  });

  it('gives a high priority four times the share of a normal one, and starves nobody', () => {
    const executor = world.executor({ slots: 40 });
    const ids = (['normal', 'high'] as const).map(
      (priority) => startedSubmission(world, 2000, { priority, maxCompetitionsActive: 4000 }).id,
    );
    for (let turn = 0; turn < 20; turn++) {
      executor.endAll();
      executor.turn();
    }
    const started = (id: string) => world.submission(id).numActive + world.submission(id).numCompleted;
    const ratio = started(ids[1]) / started(ids[0]);
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThan(5);
  });

  it('retries system errors with back-off until the budget is spent, gives interrupted ones back for nothing', () => {
    const { id, assayId } = startedSubmission(world, 1);
    const executor = world.executor({ slots: 1 });
    executor.turn();
    executor.endAll('interrupted');
    expect(executor.turn().grants).toHaveLength(1);
    executor.endAll('system-error');
    const taken = takeTurns(world.store, [executor.request()], world.now, TURN);
    expect(taken.readyInMs).toBe(750);
    executor.hear((taken.answers[0] as { reply: never }).reply);
    expect(executor.turn().grants).toHaveLength(0);
    for (let error = 2; error <= 3; error++) {
      world.ms += 60_000;
      expect(executor.turn().grants).toHaveLength(1);
      executor.endAll('system-error');
      executor.turn();
    }
    expect(world.competitions(assayId)[0]).toMatchObject({
      status: 'failed',
      failure: 'system',
      attempt: 4,
      systemErrors: 3,
      reason: 'system: given up after 3 system errors; the last: it was system-error',
    });
    expect(world.submission(id)).toMatchObject({ numFailed: 1, numFailures: 0 });
    expect(world.assay(assayId).planOpen).toBe(1);
  });

  it('stops the submission at the first failure beyond the limit, and a retry goes on with what it has', () => {
    const { id, planner, assayId } = startedSubmission(world, 8, { maxCompetitionsFail: 1 });
    const executor = world.executor({ slots: 3 });
    executor.turn();
    const [one, two, three] = [...executor.held.keys()];
    executor.end(one, 'succeeded');
    executor.end(two, 'timed-out');
    executor.turn();
    expect(world.submission(id).status).toBe('active');
    executor.end(three, 'container-error');
    executor.turn();
    expect(world.submission(id).status).toBe('stopping');
    executor.turn();
    world.sweep();
    expect(world.submission(id)).toMatchObject({
      status: 'failed',
      numFailed: 2,
      numFailures: 2,
      numCompleted: 1,
      numCancelled: 5,
    });
    world.checkInvariants();

    world.journal({ kind: 'submission.retry', body: { submissionId: id, by: 'ada' } });
    expect(world.submission(id)).toMatchObject({ status: 'active', numPending: 7, numFailures: 0 });
    world.checkInvariants();
    executor.runDry();
    expect(world.submission(id)).toMatchObject({ numCompleted: 8, numCancelled: 0 });
    expect(world.assay(assayId)).toMatchObject({ planOpen: 1, round: 1 });
    planner.conclude('work');
    expect(world.submission(id).status).toBe('completed');
  });

  it('ends a cancelled submission when its last container has ended', () => {
    const { id, assayId } = startedSubmission(world, 5);
    const executor = world.executor({ slots: 2 });
    executor.turn();
    world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
    expect(world.submission(id)).toMatchObject({ status: 'stopping', stoppingTo: 'cancelled', places: 2 });
    expect(executor.turn().stop).toHaveLength(2);
    executor.turn();
    expect(world.submission(id)).toMatchObject({ status: 'cancelled', places: 0 });
    world.sweep();
    expect(world.submission(id)).toMatchObject({ numCancelled: 5, numPending: 0 });
    expect(world.competitions(assayId).every(({ status }) => status === 'cancelled')).toBe(true);
    const retry = world.journal({ kind: 'submission.retry', body: { submissionId: id, by: 'ada' } });
    expect(retry.refusal).toMatchObject({ reason: 'conflict' });
  });

  it('gives back what a draining executor does not name, and ends what nobody wants', () => {
    const { id } = startedSubmission(world, 2);
    const executor = world.executor({ slots: 2 });
    takeTurns(world.store, [executor.request()], world.now, TURN);
    executor.turn({ draining: true });
    expect(world.submission(id)).toMatchObject({ numPending: 2, places: 0 });
    takeTurns(world.store, [executor.request()], world.now, TURN);
    world.journal({ kind: 'submission.cancel', body: { submissionId: id, by: 'ada' } });
    executor.turn();
    expect(world.submission(id).status).toBe('cancelled');
  });

  it('tells an executor to stop and to remove what is not known', () => {
    const executor = world.executor();
    const [held, seen] = [randomUUID(), randomUUID()];
    const reply = executor.turn({
      held: [{ attemptId: held, token: 1, state: 'running' }],
      seen: [{ attemptId: seen, executorId: randomUUID(), state: 'running' }],
    });
    expect(reply).toMatchObject({ stop: [held], remove: [seen] });
  });

  it('lets a neighbour adopt the containers of a silent executor', () => {
    const { id } = startedSubmission(world, 1);
    const [gone, neighbour] = [world.executor({ slots: 1 }), world.executor({ slots: 0, free: 0 })];
    gone.turn();
    gone.turn();
    neighbour.turn();
    const [attemptId] = gone.held.keys();
    const seen = [{ attemptId, executorId: gone.executorId, state: 'running' as const }];
    expect(neighbour.turn({ seen }).adopt).toHaveLength(0);
    world.ms += LEASE_MS - 1;
    neighbour.turn();
    world.rescue(1);
    expect(world.submission(id)).toMatchObject({ numPending: 1, places: 1 });
    expect(neighbour.turn({ seen }).adopt).toMatchObject([{ runId: attemptId }]);
    neighbour.endAll();
    neighbour.turn();
    expect(world.submission(id)).toMatchObject({ numCompleted: 1, places: 0 });
  });

  /** An executor whose only run was taken over by a neighbour. */
  function takenOver(): ScriptedExecutor {
    const [gone, neighbour] = [world.executor({ slots: 1 }), world.executor({ slots: 0, free: 0 })];
    gone.turn();
    gone.turn();
    const [attemptId] = gone.held.keys();
    neighbour.turn();
    world.ms += LEASE_MS - 1;
    neighbour.turn();
    world.rescue(1);
    const seen = [{ attemptId, executorId: gone.executorId, state: 'running' as const }];
    expect(neighbour.turn({ seen }).adopt).toHaveLength(1);
    return gone;
  }

  it('gives the template to who came back and names a run that another has taken over', () => {
    startedSubmission(world, 4);
    const gone = takenOver();
    gone.bootId = randomUUID();
    gone.turnNumber = 0;
    gone.templates.clear();
    gone.turn({ free: 0 });
    gone.slots = 2;
    expect(gone.turn().grants[0].template).toBeDefined();
  });

  it('grants nothing more to who names thousands, so that its turns stay small enough to be heard', () => {
    startedSubmission(world, 1);
    const held = Array.from({ length: 4000 }, () => ({
      attemptId: randomUUID(),
      token: 1,
      state: 'ended' as const,
    }));
    const executor = world.executor({ slots: 8 });
    expect(executor.turn({ held, free: 8 }).grants).toHaveLength(0);
    expect(executor.turn({ held: held.slice(1), free: 8 }).grants).toHaveLength(1);
  });

  it('says when a back-off ends although its own slots are filled: others may have some', () => {
    startedSubmission(world, 2, { priority: 'low', maxCompetitionsActive: 1 });
    const executor = world.executor({ slots: 1 });
    executor.turn();
    executor.endAll();
    const first = startedSubmission(world, 1, { priority: 'high' });
    executor.turn();
    executor.endAll('system-error');
    const taken = takeTurns(world.store, [executor.request()], world.now, TURN);
    expect(taken.answers).toMatchObject([{ reply: { grants: [{}] } }]);
    expect(world.competitions(first.assayId)[0].status).toBe('pending');
    expect(taken.readyInMs).toBeGreaterThan(0);
  });

  it('leaves ready work to others when one answer is full', () => {
    largeCompetitions(4);
    const requests = [world.executor({ slots: 4 }), world.executor({ slots: 4 })].map((one) => one.request());
    const { answers } = takeTurns(world.store, requests, world.now, TURN);
    expect(answers).toMatchObject([{ reply: { grants: [{}, {}] } }, { reply: { grants: [{}, {}] } }]);
  });
});
