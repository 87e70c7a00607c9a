import { randomUUID } from 'node:crypto';
import type { Plan, Report, SubmissionCreate, TurnRequest } from '#contracts';
import { takeTurns } from '../application/take-turns';
import type { JournalMessage } from '../application/journal-entry';
import type { ModelLimits } from './reference-model';
import { compare } from './reference-comparison';
import { ReferenceScheduler } from './reference-scheduler';
import type { Step } from './reference-steps';
import { LEASE_MS, type ScriptedExecutor, TURN } from './scripted-executor';
import { assayOf, createCommand, ScriptedPlanner, World } from './world';

const BUDGET = 2;

/** The same steps for the scheduler on its database and for the reference, compared after each. */
export class ReferencePlay {
  readonly world = new World();
  readonly model = new ReferenceScheduler(LEASE_MS);
  private readonly executors: readonly ScriptedExecutor[];
  private readonly creates = new Map<number, SubmissionCreate>();
  private readonly taken = new Map<number, JournalMessage>();
  private readonly lastRequest = new Map<ScriptedExecutor, TurnRequest>();
  private readonly sent: Report[] = [];
  private readonly ids = [randomUUID(), randomUUID()];

  constructor() {
    this.executors = [1, 2, 3].map((slots) => this.world.executor({ slots }));
  }

  play(step: Step): void {
    this.perform(step);
    compare(this.world, this.model);
    this.world.checkInvariants();
  }

  private perform(step: Step): void {
    if ('executor' in step) return this.atExecutor(step, this.executors[step.executor]);
    if ('submission' in step) return this.command(step, this.ids[step.submission]);
    if (step.do === 'wait') {
      this.world.rescue(step.ms);
      return this.model.rescue(this.world.ms);
    }
    if (step.do === 'sweep') {
      this.world.sweep();
      return this.model.sweep();
    }
    this.world.restart();
    this.model.restart(this.world.ms);
  }

  private atExecutor(step: Extract<Step, { executor: number }>, executor: ScriptedExecutor): void {
    switch (step.do) {
      case 'end': {
        const running = [...executor.held.values()].filter(({ state }) => state !== 'ended');
        const run = running.at(step.which % Math.max(1, running.length));
        const { outcome } = step;
        const value = outcome === 'succeeded' ? { score: run?.token } : undefined;
        return run && executor.end(run.attemptId, outcome, { value });
      }
      case 'reboot':
        executor.held.clear();
        executor.reports.length = 0;
        executor.templates.clear();
        executor.bootId = randomUUID();
        executor.turnNumber = 0;
        this.lastRequest.delete(executor);
        return;
      case 'repeat': {
        const request = this.lastRequest.get(executor);
        return request && this.turn(executor, request, false);
      }
      case 'turn': {
        const request = executor.request({ reports: this.reports(executor, step.reports) });
        this.lastRequest.set(executor, request);
        return this.turn(executor, request, step.arrives);
      }
    }
  }

  private reports(executor: ScriptedExecutor, how: Extract<Step, { do: 'turn' }>['reports']): Report[] {
    const { reports } = executor;
    if (how === 'none') return [];
    if (how === 'first') return reports.slice(0, 1);
    if (how === 'reversed') return [...reports].reverse();
    const stale = this.sent.filter(({ attemptId }) => !reports.some((one) => one.attemptId === attemptId));
    if (how === 'stale') return [...reports, ...stale.slice(-3)];
    if (how === 'contradicting') {
      const forged = { outcome: 'succeeded' as const, reason: undefined, value: { score: -1 } };
      return [...reports, ...stale.slice(-3).map((one) => ({ ...one, ...forged }))];
    }
    if (how === 'wrongToken') return reports.map((one) => ({ ...one, token: one.token + 1 }));
    return [...reports];
  }

  private turn(executor: ScriptedExecutor, request: TurnRequest, arrives: boolean): void {
    const expected = this.model.turn(request, this.world.ms);
    const [answer] = takeTurns(this.world.store, [request], this.world.now, TURN).answers;
    if ('error' in answer) {
      if (expected) throw answer.error;
      return;
    }
    if (!expected) throw new Error(`turn ${request.turn} was taken after a newer one`);
    this.sent.push(...request.reports.filter((one) => !this.sent.some(sameReport(one))));
    const { grants, stop, settled } = answer.reply;
    const isAgain = ({ runId }: { runId: string }) => this.model.attempts().some(sameAttempt(runId));
    const [again, anew] = [grants.filter(isAgain), grants.filter((grant) => !isAgain(grant))];
    same('settled', settled, request.reports.map(idOf));
    same('stopped', stop, [...expected.stop]);
    same(
      'sent again',
      again.map(({ runId }) => runId),
      [...expected.sentAgain],
    );
    for (const grant of anew) this.model.grant(grant, request, this.world.ms);
    if (anew.length !== expected.granted) throw new Error(`${anew.length} granted, not ${expected.granted}`);
    if (arrives) executor.hear(answer.reply);
  }

  private command(step: Extract<Step, { submission: number }>, id: string): void {
    const body = { submissionId: id, by: 'ada' };
    switch (step.do) {
      case 'create':
        return this.create(step, id);
      case 'cancel':
        this.world.journal({ kind: 'submission.cancel', body });
        return this.model.cancel(id);
      case 'retry':
        this.world.journal({ kind: 'submission.retry', body });
        return this.model.retry(id);
      case 'update':
        this.world.journal({ kind: 'submission.update', body: { ...body, ...commandOf(step.limits) } });
        return this.model.update(id, step.limits);
      case 'repeatCommand': {
        const message = this.taken.get(step.submission);
        return void (message && this.world.journal(message));
      }
      default:
        return this.plan(step, id);
    }
  }

  private create({ submission, limits }: Extract<Step, { do: 'create' }>, id: string): void {
    const fresh = createCommand({ submissionId: id, maxCompetitionAttempts: BUDGET, ...limitsOf(limits) });
    const body = this.creates.get(submission) ?? fresh;
    this.world.journal({ kind: 'submission.create', body });
    if (!this.creates.has(submission)) this.taken.set(submission, { kind: 'submission.create', body });
    this.creates.set(submission, body);
    this.model.create(id, BUDGET, limits);
  }

  private plan(step: Extract<Step, { do: 'assays' | 'part' | 'conclude' }>, id: string): void {
    const planner = new ScriptedPlanner(this.world, id);
    if (step.do === 'assays') {
      planner.assays(assayOf(id, 'work'));
      return this.model.planAssays(id);
    }
    const assay = this.world.assay(planner.id('work'));
    if (!assay) return;
    if (step.do === 'conclude') {
      planner.conclude('work', step.status);
      return this.model.conclude(id, step.status);
    }
    const isOpen = assay.partsTaken < assay.parts;
    const parts = isOpen ? assay.parts : step.parts;
    const plan: Partial<Plan> = { part: isOpen ? assay.partsTaken + 1 : 1, parts, wake: step.wake };
    const message = this.partMessage(planner, step.count, plan);
    const ordinals = message.body.competitions!.map(({ ordinal }) => ordinal);
    const { round, part } = message.body as Plan & { round: number };
    if (this.model.planPart(id, { round, part, parts, wake: step.wake, ordinals })) {
      this.taken.set(step.submission, message);
    }
  }

  private partMessage(planner: ScriptedPlanner, count: number, plan: Partial<Plan>) {
    let body: Plan | undefined;
    const recording = Object.assign(new ScriptedPlanner(this.world, planner.submissionId), {
      send: (sent: Partial<Plan>) => {
        body = { submissionId: planner.submissionId, plannerVersion: '1', ...sent } as Plan;
        return this.world.journal({ kind: 'plan', body });
      },
    });
    recording.round('work', count, plan);
    return { kind: 'plan' as const, body: body! };
  }
}

const idOf = ({ attemptId }: { attemptId: string }): string => attemptId;
const sameReport = (one: Report) => (other: Report) => other.attemptId === one.attemptId;
const sameAttempt = (runId: string) => (one: { attemptId: string }) => one.attemptId === runId;

const limitsOf = ({ cap, failuresAllowed, timeoutMs }: ModelLimits) => ({
  maxCompetitionsActive: cap,
  maxCompetitionsFail: failuresAllowed,
  competitionTimeoutSeconds: timeoutMs / 1000,
});

const commandOf = (limits: ModelLimits) => ({ ...limitsOf(limits), held: limits.held });

function same(what: string, found: readonly string[], expected: readonly string[]): void {
  const [left, right] = [found, expected].map((ids) => JSON.stringify([...ids].sort()));
  if (left !== right) throw new Error(`${what}: ${left}, not ${right}`);
}
