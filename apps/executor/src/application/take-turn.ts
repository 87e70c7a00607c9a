import { KnockemError } from '#domain';
import { type Grant, MAX_RESOURCES, type RunTemplate, type TurnReply, type TurnRequest } from '#contracts';
import { noteOf, readNote } from '../domain/run-note';
import { selectReports } from '../domain/select-reports';
import type { AdoptRuns } from './adopt-runs';
import type { ClearSettled } from './clear-settled';
import type { ContainerRuntime, RuntimeFacts } from './container-runtime';
import { HeldRun, type HeldRuns } from './held-runs';
import type { Identity, KeptReports, Log, StopReason } from './ports';
import type { ReportRun } from './report-run';
import type { RunCompetition } from './run-competition';
import type { ServeBundle } from './serve-bundle';
import type { SurveyContainers } from './survey-containers';

/** For an answer that need not wait for work. Not 0, which means: no long poll, come again when a period is over. */
const HURRY_MS = 1;

export interface TakeTurnParts {
  readonly identity: Identity;
  readonly facts: RuntimeFacts;
  readonly runtime: ContainerRuntime;
  readonly held: HeldRuns;
  readonly reports: KeptReports;
  readonly survey: SurveyContainers;
  readonly clearSettled: ClearSettled;
  readonly adoptRuns: AdoptRuns;
  readonly runCompetition: RunCompetition;
  readonly serveBundle: ServeBundle;
  readonly reportRun: ReportRun;
  readonly log: Log;
  /** Without room for their files nothing new is taken. Absent: there always is. */
  readonly hasRoom?: () => boolean;
}

/** Says what this executor holds, and does what the answer asks for. Everything asked for may be asked twice. */
export class TakeTurn {
  /** Bodies that came with a grant: the scheduler sends each once a boot, so none is ever dropped. */
  private readonly templates = new Map<string, RunTemplate>();

  constructor(private readonly parts: TakeTurnParts) {}

  request(turn: number, draining: boolean, longestWaitMs: number): TurnRequest {
    const { identity, facts, held, survey, hasRoom } = this.parts;
    const takes = !draining && (hasRoom?.() ?? true);
    survey.refresh();
    const waiting = held.reports();
    const reports = selectReports(waiting);
    const hurried = draining || reports.length < waiting.length || identity.stackId() === undefined;
    return {
      executorId: identity.executorId,
      bootId: identity.bootId,
      stackId: identity.stackId(),
      turn,
      host: identity.host,
      pool: identity.pool,
      runtime: facts.name,
      arch: facts.arch,
      slots: identity.slots,
      free: takes ? held.free() : 0,
      capacity: {
        cpus: Math.min(facts.capacity.cpus, MAX_RESOURCES.cpus),
        memoryMb: Math.min(facts.capacity.memoryMb, MAX_RESOURCES.memoryMb),
      },
      limitsNotHeld: [...facts.limitsNotHeld],
      version: identity.version,
      held: held.attempts(),
      reports,
      seen: survey.seen(),
      draining,
      maxWaitMs: hurried ? HURRY_MS : longestWaitMs,
    };
  }

  async apply(reply: TurnReply, draining: boolean): Promise<void> {
    await this.sameStack(reply.stackId);
    const { clearSettled } = this.parts;
    clearSettled.settled(reply.settled);
    clearSettled.again();
    for (const attemptId of reply.stop) this.stop(attemptId);
    for (const grant of reply.adopt) this.adopt(grant);
    for (const attemptId of reply.remove) clearSettled.stray(attemptId);
    for (const grant of reply.grants) this.start(grant, draining);
  }

  /** Containers of one stack must never be reported to another. */
  private async sameStack(stackId: string): Promise<void> {
    const { identity, log } = this.parts;
    const known = identity.stackId();
    if (known === stackId) return;
    if (known !== undefined) {
      throw new KnockemError(
        'refused',
        `this executor belongs to the stack ${known}, but the scheduler that answers is of the stack ${stackId}`,
        { hint: 'give each stack its own KNOCKEM_EXECUTOR_DIR, or point KNOCKEM_NATS_URL at the right one' },
      );
    }
    await identity.learnStackId(stackId);
    log.info({ stackId }, 'joined a stack');
  }

  private stop(attemptId: string): void {
    const run = this.parts.held.get(attemptId);
    if (run) void stopRun(run, 'cancelled', this.parts);
  }

  private adopt(grant: Grant): void {
    const template = this.templateOf(grant);
    for (const competition of grant.competitions) {
      const { attemptId, token } = competition;
      const run = this.parts.held.get(attemptId);
      if (run) {
        run.note = { ...run.note, token };
        continue;
      }
      const listed = this.parts.survey.find(attemptId);
      const note = listed && readNote(listed.note, attemptId);
      if (note) this.parts.adoptRuns.adopt({ ...note, token });
      else if (template) this.parts.adoptRuns.adopt(noteOf(grant, competition, template));
      else this.parts.log.warn({ attemptId }, 'asked to adopt a container of which nothing is known');
    }
  }

  /** A grant that is held already is an answer repeated. One whose container is there was ours before a crash. */
  private start(grant: Grant, draining: boolean): void {
    const { held, survey, runCompetition, serveBundle, reportRun } = this.parts;
    const template = this.templateOf(grant);
    if (template?.serve && !draining) {
      const competitions = grant.competitions.filter(({ attemptId }) => !held.get(attemptId));
      if (competitions.length > 0) void serveBundle.run({ ...grant, competitions }, template, template.serve);
      return;
    }
    for (const competition of grant.competitions) {
      if (held.get(competition.attemptId)) continue;
      if (template && !draining) {
        if (survey.find(competition.attemptId)) this.adopt({ ...grant, competitions: [competition] });
        else void runCompetition.run(grant, competition, template);
        continue;
      }
      const run = new HeldRun(noteOf(grant, competition, template ?? NO_TEMPLATE), 'preparing');
      run.served = template?.serve !== undefined;
      held.add(run);
      if (draining) run.askToStop('interrupted');
      void reportRun.failed(run, { reason: `the run template ${grant.templateId} did not arrive here` });
    }
  }

  private templateOf(grant: Grant): RunTemplate | undefined {
    if (grant.template) this.templates.set(grant.templateId, grant.template);
    return grant.template ?? this.templates.get(grant.templateId);
  }
}

/** Ends a run that is under way; its report follows. What has ended by itself is reported as it ended. */
export async function stopRun(
  run: HeldRun,
  reason: StopReason,
  { runtime, reports, log }: Pick<TakeTurnParts, 'runtime' | 'reports' | 'log'>,
): Promise<void> {
  if (run.state !== 'preparing' && run.state !== 'running') return;
  run.askToStop(reason);
  if (run.served) return;
  const { attemptId } = run;
  try {
    const keeping = keepStop(run, reason, { reports, log });
    run.stopKept = Promise.allSettled([run.stopKept, keeping]);
    await keeping;
    if (isRunning(run)) await runtime.stop(attemptId);
  } catch (error) {
    log.warn({ attemptId, error: (error as Error).message }, 'a container could not be stopped');
  }
}

/**
 * A reason that cannot be kept (a full disk) hinders no cancellation, which its scheduler knows of. What is given back
 * runs on: if nobody hears of it before this process ends, the next one takes it up instead of blaming it for our stop.
 */
async function keepStop(
  run: HeldRun,
  reason: StopReason,
  { reports, log }: Pick<TakeTurnParts, 'reports' | 'log'>,
): Promise<void> {
  try {
    await reports.keepStop(run.attemptId, run.stopping ?? reason);
  } catch (error) {
    if (run.stopping !== 'cancelled') throw error;
    log.warn(
      { attemptId: run.attemptId, error: (error as Error).message },
      'the stop of a run is not on disk',
    );
  }
}

const isRunning = (run: HeldRun): boolean => run.state === 'running';

const NO_TEMPLATE: RunTemplate = {
  imageRef: '',
  entry: [],
  env: {},
  inputs: [],
  resources: { cpus: 1, memoryMb: 16 },
  network: 'none',
  timeoutSeconds: 1,
  stdoutCapBytes: 1024,
  collect: { kind: 'json', resultFile: '' },
};
