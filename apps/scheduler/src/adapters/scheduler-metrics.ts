import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { TurnReply } from '#contracts';
import type { Overview } from './sqlite/reading/overview';

export interface Gauged {
  readonly marks: () => { readonly unpublished: number; readonly unconfirmed: number };
  readonly parkedTurns: () => number;
  readonly overview: () => Overview;
}

/** What the scheduler counts. */
export class SchedulerMetrics {
  private readonly grants;
  private readonly settlements;
  private readonly journal;
  private readonly dead;
  private readonly turns;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.grants = new Counter({
      name: 'knockem_scheduler_grants_total',
      help: 'runs handed out in turns',
      registers,
    });
    this.settlements = new Counter({
      name: 'knockem_scheduler_reports_settled_total',
      help: 'reports answered as settled, repetitions included',
      registers,
    });
    this.journal = new Counter({
      name: 'knockem_scheduler_journal_messages_total',
      help: 'JOURNAL messages whose effect is stored',
      registers,
    });
    this.dead = new Counter({
      name: 'knockem_scheduler_dead_letters_total',
      help: 'JOURNAL messages given up, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.turns = new Histogram({
      name: 'knockem_scheduler_turn_seconds',
      help: 'from the arrival of a turn to its answer; kept_back = had to wait for work',
      labelNames: ['kept_back'],
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers,
    });
  }

  answered(reply: TurnReply): void {
    this.grants.inc(reply.grants.length);
    this.settlements.inc(reply.settled.length);
  }

  journalled(messages: number): void {
    this.journal.inc(messages);
  }

  refused(reason: string): void {
    this.dead.inc({ reason });
  }

  turnAnswered(waitedMs: number, keptBack: boolean): void {
    this.turns.observe({ kept_back: String(keptBack) }, waitedMs / 1000);
  }

  /** Numbers that are read when somebody asks. */
  gauge(gauged: Gauged): void {
    new Gauge({
      name: 'knockem_scheduler_marks',
      help: 'documents that wait to be published, or to be confirmed by the recorder',
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        const { unpublished, unconfirmed } = gauged.marks();
        this.set({ state: 'unpublished' }, unpublished);
        this.set({ state: 'unconfirmed' }, unconfirmed);
      },
    });
    new Gauge({
      name: 'knockem_scheduler_turns_waiting',
      help: 'turns whose answer is kept back',
      registers: [this.registry],
      collect() {
        this.set(gauged.parkedTurns());
      },
    });
    this.gaugeStates(
      'knockem_scheduler_submissions',
      'live submissions, by state',
      () => gauged.overview().submissions,
    );
    this.gaugeStates(
      'knockem_scheduler_competitions',
      'competitions of live submissions that wait (pending) or run (active)',
      () => gauged.overview().competitions,
    );
    this.gaugeStates('knockem_scheduler_executors', 'executors, by state', () => gauged.overview().executors);
    new Gauge({
      name: 'knockem_scheduler_slots',
      help: 'runs that all executors together take at a time',
      registers: [this.registry],
      collect() {
        this.set(gauged.overview().slots);
      },
    });
  }

  private gaugeStates(name: string, help: string, read: () => Readonly<Record<string, number>>): void {
    new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        for (const [state, count] of Object.entries(read())) this.set({ state }, count);
      },
    });
  }
}
