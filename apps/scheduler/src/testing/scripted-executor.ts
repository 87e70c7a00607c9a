import { randomUUID } from 'node:crypto';
import type { Report, TurnReply, TurnRequest } from '#contracts';
import type { AttemptOutcome } from '#domain';
import { takeTurns } from '../application/take-turns';
import type { SchedulerStore } from '../application/store';
import type { Now } from '../domain/effects';

export const LEASE_MS = 15_000;
export const TURN = { leaseMs: LEASE_MS, random: () => 0.5 };

/** The scheduler that it speaks with, and when. */
interface Scheduler {
  readonly store: SchedulerStore;
  readonly now: Now;
}

interface HeldRun {
  readonly attemptId: string;
  readonly competitionId: string;
  readonly submissionId: string;
  readonly token: number;
  readonly args: readonly string[];
  state: 'preparing' | 'running' | 'ended';
}

/** An executor that runs nothing: its runs end when the spec says so. */
export class ScriptedExecutor {
  readonly executorId = randomUUID();
  bootId = randomUUID();
  turnNumber = 0;
  readonly held = new Map<string, HeldRun>();
  readonly reports: Report[] = [];
  readonly templates = new Set<string>();
  stopped: string[] = [];
  slots: number;

  constructor(
    readonly world: Scheduler,
    readonly options: Partial<TurnRequest>,
  ) {
    this.slots = options.slots ?? 4;
  }

  request(changes: Partial<TurnRequest> = {}): TurnRequest {
    const running = [...this.held.values()].filter(({ state }) => state !== 'ended').length;
    return {
      executorId: this.executorId,
      bootId: this.bootId,
      turn: ++this.turnNumber,
      host: 'host',
      runtime: 'crun',
      arch: 'x64',
      slots: this.slots,
      free: Math.max(0, this.slots - running),
      capacity: { cpus: 8, memoryMb: 4096 },
      version: '1',
      held: [...this.held.values()].map(({ attemptId, token, state }) => ({ attemptId, token, state })),
      reports: [...this.reports],
      seen: [],
      draining: false,
      maxWaitMs: 0,
      ...this.options,
      ...changes,
    };
  }

  /** A turn whose answer arrives. */
  turn(changes: Partial<TurnRequest> = {}): TurnReply {
    const [answer] = takeTurns(this.world.store, [this.request(changes)], this.world.now, TURN).answers;
    if ('error' in answer) throw answer.error;
    this.hear(answer.reply);
    return answer.reply;
  }

  hear(reply: TurnReply): void {
    for (const grant of [...reply.grants, ...reply.adopt]) {
      if (grant.template) this.templates.add(grant.templateId);
      if (!this.templates.has(grant.templateId)) throw new Error('a grant came without its template');
      for (const { attemptId, competitionId, token, args } of grant.competitions) {
        const { submissionId } = grant;
        this.held.set(attemptId, { attemptId, competitionId, submissionId, token, args, state: 'running' });
      }
    }
    for (const attemptId of reply.settled) {
      this.held.delete(attemptId);
      const index = this.reports.findIndex((report) => report.attemptId === attemptId);
      if (index >= 0) this.reports.splice(index, 1);
    }
    this.stopped = [...reply.stop];
    for (const attemptId of reply.stop) if (this.held.has(attemptId)) this.end(attemptId, 'cancelled');
  }

  end(attemptId: string, outcome: AttemptOutcome, more: Partial<Report> = {}): void {
    const run = this.held.get(attemptId);
    if (!run || run.state === 'ended') return;
    run.state = 'ended';
    this.reports.push({
      attemptId,
      competitionId: run.competitionId,
      token: run.token,
      outcome,
      reason: outcome === 'succeeded' ? undefined : `it was ${outcome}`,
      value: outcome === 'succeeded' ? { score: 1 } : undefined,
      warnings: [],
      startedAt: this.world.now.wall,
      durationMs: 1,
      executorId: this.executorId,
      ...more,
    });
  }

  endAll(outcome: AttemptOutcome = 'succeeded', more: Partial<Report> = {}): void {
    for (const attemptId of this.held.keys()) this.end(attemptId, outcome, more);
  }

  /** Takes turns and ends every run at once, until nothing is given. */
  runDry(outcome: AttemptOutcome = 'succeeded'): number {
    let runs = 0;
    for (;;) {
      const reply = this.turn();
      runs += reply.grants.length;
      if (reply.grants.length === 0 && this.reports.length === 0) return runs;
      this.endAll(outcome);
    }
  }
}
