// Real: SQLite files in a temporary directory, all use cases. Scripted: planner, executors, containers and clock.
// Random: what happens in which order, what is lost, what is repeated.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { TurnRequest } from '#contracts';
import { LEASE_MS, type ScriptedExecutor, TURN } from '../testing/scripted-executor';
import { startedSubmission, World } from '../testing/world';
import { takeTurns } from './take-turns';

const CAP = 3;
const TIMEOUT_MS = 60_000;

type Step =
  | {
      readonly do: 'turn' | 'lostAnswer' | 'repeat' | 'reboot' | 'restartExecutor';
      readonly executor: number;
    }
  | { readonly do: 'end'; readonly executor: number; readonly outcome: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'cancel' | 'retry' | 'hold' | 'plan' | 'repeatPlan'; readonly submission: number }
  | { readonly do: 'limits'; readonly submission: number; readonly cap: number; readonly fail: number }
  | { readonly do: 'restart' | 'sweep' };

const OUTCOMES = [
  'succeeded',
  'succeeded',
  'container-error',
  'system-error',
  'interrupted',
  'timed-out',
] as const;

const executorIndex = fc.nat(2);
const submissionIndex = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('turn' as const), executor: executorIndex }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('end' as const), executor: executorIndex, outcome: fc.nat(5) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'lostAnswer' as const,
        'repeat' as const,
        'reboot' as const,
        'restartExecutor' as const,
      ),
      executor: executorIndex,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(10, 2_000, 16_000, 80_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'retry' as const,
        'hold' as const,
        'plan' as const,
        'plan' as const,
        'repeatPlan' as const,
      ),
      submission: submissionIndex,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), submission: submissionIndex }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('limits' as const),
      submission: submissionIndex,
      cap: fc.integer({ min: 1, max: CAP }),
      fail: fc.nat(4),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'sweep' as const) }) },
);

/** The world outside of the scheduler: which containers really run. */
class Play {
  readonly world = new World();
  readonly executors: ScriptedExecutor[];
  readonly submissions: ReturnType<typeof startedSubmission>[];
  /** attemptId -> its submission and when its deadline ends it. */
  readonly containers = new Map<string, { submissionId: string; endsAt: number }>();
  readonly lastRequest = new Map<ScriptedExecutor, TurnRequest>();
  readonly settledBy = new Map<string, number>();
  /** maxCompetitionsActive as it was last accepted, by submission. */
  readonly caps = new Map<string, number>();
  held = false;

  constructor() {
    this.executors = [2, 2, 3].map((slots) => this.world.executor({ slots }));
    const limits = { maxCompetitionsActive: CAP, maxCompetitionsFail: 2, maxCompetitionAttempts: 3 };
    this.submissions = [5, 9].map((count) => startedSubmission(this.world, count, limits));
  }

  play(one: Step): void {
    switch (one.do) {
      case 'turn':
        return this.turn(this.executors[one.executor]);
      case 'lostAnswer':
        return void this.ask(this.executors[one.executor]);
      case 'repeat': {
        const request = this.lastRequest.get(this.executors[one.executor]);
        if (request) takeTurns(this.world.store, [request], this.world.now, TURN);
        return;
      }
      case 'reboot':
        for (const id of this.executors[one.executor].held.keys()) this.containers.delete(id);
        this.executors[one.executor].held.clear();
        this.executors[one.executor].reports.length = 0;
        return this.startAgain(this.executors[one.executor]);
      case 'restartExecutor':
        return this.startAgain(this.executors[one.executor]);
      case 'end':
        return this.end(this.executors[one.executor], OUTCOMES[one.outcome]);
      case 'wait':
        return this.wait(one.ms);
      case 'restart':
        return this.world.restart();
      case 'sweep':
        return this.world.sweep();
      case 'limits':
        return this.limit(this.submissions[one.submission].id, one.cap, one.fail);
      default:
        return this.command(one.do, this.submissions[one.submission]);
    }
  }

  private limit(submissionId: string, cap: number, fail: number): void {
    const limits = { maxCompetitionsActive: cap, maxCompetitionsFail: fail };
    const body = { submissionId, by: 'ada', ...limits };
    const { refusal } = this.world.journal({ kind: 'submission.update', body });
    if (!refusal) this.caps.set(submissionId, cap);
  }

  private command(
    verb: 'cancel' | 'retry' | 'hold' | 'plan' | 'repeatPlan',
    one: Play['submissions'][number],
  ): void {
    const body = { submissionId: one.id, by: 'ada' };
    if (verb === 'cancel') this.world.journal({ kind: 'submission.cancel', body });
    else if (verb === 'retry') this.world.journal({ kind: 'submission.retry', body });
    else if (verb === 'hold') {
      this.held = !this.held;
      this.world.journal({ kind: 'submission.update', body: { ...body, held: this.held } });
    } else if (verb === 'repeatPlan') one.planner.round('work', 3, { round: 1, first: 0 });
    else this.plan(one);
  }

  plan({ planner, assayId }: Play['submissions'][number]): void {
    const { planOpen, round } = this.world.assay(assayId);
    if (planOpen === 0) return;
    if (round < 3) planner.round('work', 3, { wake: round === 1 ? 'any' : 'all' });
    else planner.conclude('work');
  }

  ask(executor: ScriptedExecutor) {
    const request = executor.request();
    this.lastRequest.set(executor, request);
    const places = new Map(this.submissions.map(({ id }) => [id, this.world.submission(id).places]));
    const answer = takeTurns(this.world.store, [request], this.world.now, TURN).answers[0];
    this.checkCaps(places);
    return answer;
  }

  /** More places than before are taken only up to the limit that is in force now. */
  private checkCaps(before: ReadonlyMap<string, number>): void {
    for (const { id } of this.submissions) {
      const { places } = this.world.submission(id);
      const cap = this.caps.get(id) ?? CAP;
      if (places > cap && places > before.get(id)!)
        throw new Error(`${places} places of ${id} were granted under a cap of ${cap}`);
    }
  }

  turn(executor: ScriptedExecutor): void {
    const answer = this.ask(executor);
    if ('error' in answer) throw answer.error;
    for (const { runId, submissionId } of answer.reply.grants) {
      if (executor.held.has(runId)) continue;
      this.containers.set(runId, { submissionId, endsAt: this.world.ms + TIMEOUT_MS });
    }
    executor.hear(answer.reply);
    for (const id of answer.reply.stop) this.containers.delete(id);
  }

  private end(executor: ScriptedExecutor, outcome: (typeof OUTCOMES)[number]): void {
    const run = [...executor.held.values()].find(({ state }) => state !== 'ended');
    if (!run) return;
    executor.end(run.attemptId, outcome);
    this.containers.delete(run.attemptId);
  }

  private startAgain(executor: ScriptedExecutor): void {
    executor.bootId = randomUUID();
    executor.turnNumber = 0;
    executor.templates.clear();
    this.lastRequest.delete(executor);
  }

  wait(ms: number): void {
    this.world.ms += ms;
    for (const executor of this.executors) {
      for (const id of executor.held.keys()) {
        const container = this.containers.get(id);
        if (container && container.endsAt <= this.world.ms) executor.end(id, 'timed-out');
      }
    }
    for (const [id, { endsAt }] of this.containers) if (endsAt <= this.world.ms) this.containers.delete(id);
    this.world.rescue();
  }

  check(): void {
    this.world.checkInvariants();
    for (const { id, assayId } of this.submissions) {
      const running = [...this.containers.values()].filter(({ submissionId }) => submissionId === id).length;
      const { places, status } = this.world.submission(id);
      if (running > places) throw new Error(`${running} containers of ${id}, ${places} places (${status})`);
      if (places > CAP) throw new Error(`${places} places under a cap of ${CAP}`);
      for (const { ordinal, status: state, settledAttempt } of this.world.competitions(assayId)) {
        const key = `${assayId}/${ordinal}`;
        const before = this.settledBy.get(key);
        if (before !== undefined && (state !== 'completed' || settledAttempt !== before)) {
          throw new Error(`${key} was completed by attempt ${before}; now ${state} by ${settledAttempt}`);
        }
        if (state === 'completed') this.settledBy.set(key, settledAttempt!);
      }
    }
  }

  /** From here on nothing goes wrong any more: everything must come to an end by itself. */
  finish(): void {
    for (const { id } of this.submissions) {
      this.world.journal({ kind: 'submission.update', body: { submissionId: id, by: 'ada', held: false } });
    }
    for (let rounds = 0; rounds < 60 && !this.isOver(); rounds++) {
      for (const executor of this.executors) {
        this.turn(executor);
        for (const id of executor.held.keys()) this.containers.delete(id);
        executor.endAll();
        this.turn(executor);
      }
      for (const submission of this.submissions) this.plan(submission);
      this.world.sweep();
      this.wait(rounds < 10 ? 3_000 : 20_000);
    }
    this.check();
    if (this.isOver()) return;
    const rows = this.submissions.map(({ id, assayId }) => [
      this.world.submission(id),
      this.world.assay(assayId),
    ]);
    throw new Error(`not over: ${JSON.stringify(rows)}`);
  }

  private isOver(): boolean {
    return this.submissions.every(({ id }) => {
      const { status, places, numPending, numActive } = this.world.submission(id);
      return ['completed', 'failed', 'cancelled'].includes(status) && places + numPending + numActive === 0;
    });
  }
}

describe('whatever happens in whatever order', () => {
  it('counters equal a recount, caps hold at the containers, each competition settles once, and all ends', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 70 }), (steps) => {
        const play = new Play();
        try {
          for (const one of steps) {
            play.play(one);
            play.check();
          }
          play.finish();
        } finally {
          play.world.close();
        }
      }),
      { numRuns: Number(process.env.KNOCKEM_TEST_RUNS ?? 40) },
    );
  }, 300_000);

  it('leases last as the protocol says', () => expect(LEASE_MS).toBe(15_000));
});
