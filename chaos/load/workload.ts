import { setTimeout as pause } from 'node:timers/promises';
import { isTerminalSubmission, type SubmissionState } from '#domain';
import type { PlannedSubmission, Step, SubmissionMix } from '../plan/submissions';
import type { LimitSpan } from '../observe/places';
import type { Timeline } from '../timeline';
import type { Violations } from '../violation';
import { type Client, OutOfTime } from './client';
import type { CommandGate } from './command-gate';

/** Submissions that live at the same time. */
const LIVE = 5;
/** With those that are made for a process that waits at a point: more would only wait for each other. */
const MOST_LIVE = 12;
const LOOK_MS = 250;
/** How long the last of all commands may take to be applied. */
const APPLIED_BOUND_MS = 20_000;

export interface AcceptedSubmission {
  readonly submissionId: string;
  readonly label: string;
  readonly limits: readonly LimitSpan[];
}

export interface WorkloadParts {
  readonly timeline: Timeline;
  readonly violations: Violations;
  readonly runKey: string;
  /** All users' commands pass it. */
  readonly gate: CommandGate;
  /** Whose commands do not. */
  readonly ungated: Client;
  /** Whether the scheduler knows the submission. */
  readonly isKnown: (submissionId: string) => Promise<boolean>;
}

interface Sent {
  readonly genomeContent: string;
  acceptedMs?: number;
}

/** Users at work: keeps several submissions alive, changes them, and waits for the end of each. */
export class Workload {
  readonly accepted: (AcceptedSubmission & { readonly limits: LimitSpan[] })[] = [];
  /** Commands that the gateway took; the scheduler may refuse one that came too late. */
  readonly commanded = new Set<string>();
  private readonly live = new Set<Promise<void>>();
  private readonly sent: Sent[] = [];
  private finishing = false;
  private keys = 0;

  constructor(
    private readonly client: Client,
    private readonly mix: SubmissionMix,
    private readonly parts: WorkloadParts,
  ) {}

  /** Goes on until `finish`. */
  async run(): Promise<void> {
    while (!this.finishing) {
      if (this.live.size < LIVE) this.begin(this.mix.draw());
      else await pause(LOOK_MS);
    }
  }

  /** Something to do for a process that waits at an armed point. */
  provoke(point: string): void {
    if (this.live.size >= MOST_LIVE) return;
    this.begin(point.includes('several parts') ? this.mix.large() : this.mix.small());
  }

  /**
   * `work` is done while nobody commands, and when all that was acknowledged is applied: the journal is applied in order,
   * so one more submission that the scheduler knows tells. False, and no work, when it does not come to know it.
   */
  quietly(work: () => Promise<void>): Promise<boolean> {
    return this.parts.gate.closeWhile(async () => {
      if (!(await this.lastIsApplied())) return false;
      await work();
      return true;
    });
  }

  /** Genomes that may have been uploaded since then are uploaded once more. */
  async uploadGenomesSince(ms: number): Promise<void> {
    const recent = this.sent.filter(({ acceptedMs = Infinity }) => acceptedMs >= ms);
    await Promise.all(recent.map(({ genomeContent }) => this.client.upload(genomeContent)));
  }

  /** No more submissions; resolves when all have ended, or the client's time is over. */
  async finish(): Promise<void> {
    this.finishing = true;
    while (this.live.size > 0) await Promise.all(this.live);
  }

  private async lastIsApplied(): Promise<boolean> {
    const until = performance.now() + APPLIED_BOUND_MS;
    let last: string | undefined;
    this.begin(this.mix.small(), this.parts.ungated, (submissionId) => (last = submissionId));
    while (performance.now() < until) {
      if (last !== undefined && (await this.parts.isKnown(last))) return true;
      await pause(LOOK_MS / 5);
    }
    return false;
  }

  private begin(
    planned: PlannedSubmission,
    client = this.client,
    onAccepted: (submissionId: string) => void = () => undefined,
  ): void {
    const life = this.liveOn(planned, client, onAccepted)
      .catch((error: Error) => {
        if (!(error instanceof OutOfTime)) throw error;
        this.parts.violations.add('every submission ends', `${planned.label}: ${error.message}`);
      })
      .finally(() => this.live.delete(life));
    this.live.add(life);
  }

  private async liveOn(
    planned: PlannedSubmission,
    client: Client,
    onAccepted: (submissionId: string) => void,
  ): Promise<void> {
    const { violations, timeline } = this.parts;
    const submissionId = await this.create(planned, client);
    if (submissionId === undefined) return;
    timeline.tell(`submission ${submissionId} (${planned.label}) accepted`);
    onAccepted(submissionId);
    const { maxCompetitionsActive } = planned.request;
    const limits: LimitSpan[] = [{ limit: maxCompetitionsActive, fromMs: 0, untilMs: Infinity }];
    this.accepted.push({ submissionId, label: planned.label, limits });
    for (const step of planned.steps) await this.take(step, submissionId, limits);
    const end = await this.ended(submissionId);
    timeline.tell(`submission ${submissionId} (${planned.label}) is ${end}`);
    if (planned.mustEnd && end !== planned.mustEnd)
      violations.add('what is well completes', `${planned.label} ${submissionId} ended ${end}`, submissionId);
  }

  private async create({ label, request }: PlannedSubmission, client: Client): Promise<string | undefined> {
    const sent: Sent = { genomeContent: request.genomeContent };
    this.sent.push(sent);
    const { status, body } = await client.create(`${this.parts.runKey}-${++this.keys}`, request);
    sent.acceptedMs = Date.now();
    if (status === 202) return String(body.submissionId);
    const found = `${label}: ${status} ${JSON.stringify(body)}`;
    this.parts.violations.add('a valid submission is accepted', found);
    return undefined;
  }

  private async take(step: Step, submissionId: string, limits: LimitSpan[]): Promise<void> {
    if (step.kind === 'retry-when-failed') {
      if ((await this.ended(submissionId)) === 'failed') await this.command(submissionId, 'retry');
      return;
    }
    await pause(step.afterMs);
    if (step.kind === 'cancel') return this.command(submissionId, 'cancel');
    if (step.kind === 'limit') return this.changeLimit(step.maxCompetitionsActive, submissionId, limits);
    this.commanded.add(submissionId);
    await this.client.change(submissionId, { held: true });
    await pause(step.forMs);
    await this.client.change(submissionId, { held: false });
  }

  private async command(submissionId: string, verb: 'cancel' | 'retry'): Promise<void> {
    this.commanded.add(submissionId);
    const { status } = await this.client.post(submissionId, verb);
    this.parts.timeline.tell(`submission ${submissionId}: ${verb} answered ${status}`);
    if (status === 202 && verb === 'retry') await this.whileIn(submissionId, 'failed');
  }

  /** Old and new limit may both be in force from the request until the scheduler says the new one. */
  private async changeLimit(limit: number, submissionId: string, limits: LimitSpan[]): Promise<void> {
    const fromMs = Date.now();
    this.commanded.add(submissionId);
    const before = limits[limits.length - 1];
    limits.push({ limit, fromMs, untilMs: Infinity });
    const { status } = await this.client.change(submissionId, { maxCompetitionsActive: limit });
    if (status !== 202) return;
    for (;;) {
      const { submission } = await this.read(submissionId);
      if (isTerminalSubmission(submission.status)) return;
      if (submission.maxCompetitionsActive === limit) break;
      await pause(LOOK_MS);
    }
    limits[limits.indexOf(before)] = { ...before, untilMs: Date.now() };
    this.parts.timeline.tell(`submission ${submissionId}: maxCompetitionsActive is ${limit}`);
  }

  private async ended(submissionId: string): Promise<SubmissionState> {
    for (;;) {
      const { submission } = await this.read(submissionId);
      if (isTerminalSubmission(submission.status)) return submission.status;
      await pause(LOOK_MS);
    }
  }

  /** A retry that came too late is refused: then it stays as it is. */
  private async whileIn(submissionId: string, state: SubmissionState): Promise<void> {
    const until = performance.now() + 5_000;
    while (performance.now() < until && (await this.read(submissionId)).submission.status === state)
      await pause(LOOK_MS);
  }

  private async read(submissionId: string) {
    for (;;) {
      const { status, submission } = await this.client.read(submissionId);
      if (submission) return { submission };
      this.parts.violations.add(
        'what was accepted is never unknown',
        `GET ${submissionId} answered ${status}`,
        submissionId,
      );
      await pause(LOOK_MS);
    }
  }
}
