import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Grant, GrantedCompetition, Report, TurnReply, TurnRequest } from '#contracts';
import type { Messaging } from '#messaging';

const IMAGE = `sha256:${'1'.repeat(64)}`;

/**
 * An executor without containers, over the real bus: each call of `turn` is one turn, and what it says is up to the
 * spec. `work` runs turns by itself and reports every run as succeeded.
 */
export class ScriptedExecutor {
  readonly executorId = randomUUID();
  readonly bootId = randomUUID();
  /** Every grant that came, in order; repetitions included. */
  readonly grants: Grant[] = [];
  private turns = 0;
  private readonly held = new Map<string, GrantedCompetition>();
  private readonly reports = new Map<string, Report>();
  private working: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly messaging: Messaging,
    private readonly slots = 4,
  ) {}

  /** Competitions that this executor holds, by attempt. */
  get holds(): readonly GrantedCompetition[] {
    return [...this.held.values()];
  }

  request(more: Partial<TurnRequest> = {}): TurnRequest {
    this.turns += 1;
    return {
      executorId: this.executorId,
      bootId: this.bootId,
      turn: this.turns,
      host: 'scripted',
      runtime: 'scripted',
      arch: 'x64',
      slots: this.slots,
      free: this.slots - this.held.size,
      capacity: { cpus: 4, memoryMb: 4096 },
      version: '0',
      held: this.holds.map(({ attemptId, token }) => ({ attemptId, token, state: 'running' })),
      reports: [...this.reports.values()].slice(0, 100),
      seen: [],
      draining: false,
      maxWaitMs: 1000,
      ...more,
    };
  }

  async turn(more: Partial<TurnRequest> = {}): Promise<TurnReply> {
    const request = this.request(more);
    const reply = await this.messaging.request<TurnReply>('executor.turn', request, { timeoutMs: 10_000 });
    for (const attemptId of reply.settled) this.reports.delete(attemptId);
    for (const grant of reply.grants) {
      this.grants.push(grant);
      for (const competition of grant.competitions) this.held.set(competition.attemptId, competition);
    }
    return reply;
  }

  /** The end of a held run: reported from the next turn on until it is settled. */
  end(competition: GrantedCompetition, more: Partial<Report> = {}): void {
    this.held.delete(competition.attemptId);
    this.reports.set(competition.attemptId, {
      attemptId: competition.attemptId,
      competitionId: competition.competitionId,
      token: competition.token,
      outcome: 'succeeded',
      value: { updatesElapsed: 100, numAlpha: 300, numBeta: 200 + (competition.seed % 10), warnings: [] },
      warnings: [],
      startedAt: new Date().toISOString(),
      durationMs: 5,
      imageChainId: IMAGE,
      executorId: this.executorId,
      ...more,
    });
  }

  /** Turn after turn until `stop`; while the scheduler is away, again and again. */
  work(): void {
    this.working = (async () => {
      while (!this.stopped) {
        await this.turn().catch(() => delay(50));
        for (const competition of this.holds) this.end(competition);
      }
    })();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.working;
  }
}
