import type { Grant, GrantedCompetition, ReplayOrder, Report, RunTemplate } from '#contracts';
import { splitName } from '#domain';
import { Lease } from '../domain/lease';
import { ResultChecker } from './check-result';
import type { ContainerRuntime } from './container-runtime';
import { HeldRuns } from './held-runs';
import { JudgeReply } from './judge-reply';
import type { Clock, ContentStore, Identity, InputFiles, KeptReports, Log } from './ports';
import { ReportRun } from './report-run';
import { RunCompetition } from './run-competition';
import { ServeBundle } from './serve-bundle';
import { ServingContainers } from './serving-containers';

export interface ReplayParts {
  readonly identity: Identity;
  readonly runtime: ContainerRuntime;
  readonly inputs: InputFiles;
  readonly content: ContentStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Replayed {
  readonly report: Report;
  readonly imageRef: string;
}

/** Nobody settles anything here: what a scheduler would be told is the answer. */
const NOT_KEPT: KeptReports = {
  keep: async () => undefined,
  keepStop: async () => undefined,
  forget: async () => undefined,
  list: async () => [],
  stopOf: async () => undefined,
  forgetStopsBut: async () => undefined,
};

/**
 * One recorded run, alone and for nobody: by the same steps that run every competition (RunCompetition, ServeBundle), so
 * that sandbox, files, limits and judgement are theirs. An image that serves is asked in a container of its own, this one
 * line. Where its name means another image by now, or none, it is fetched by the digest it had.
 */
export class ReplayRun {
  private readonly held = new HeldRuns(1);
  private readonly containers: ServingContainers;
  private readonly runCompetition: RunCompetition;
  private readonly serveBundle: ServeBundle;
  private isStopped = false;

  constructor(private readonly parts: ReplayParts) {
    const { runtime, clock, identity, log } = parts;
    const { held } = this;
    const lease = endlessLease(clock);
    const meter = { runEnded: () => undefined, turnTaken: () => undefined };
    const onReport = (): void => undefined;
    const { executorId } = identity;
    const reportRun = new ReportRun({ ...parts, executorId, reports: NOT_KEPT, meter, onReport });
    const shared = { ...parts, held, lease, reportRun };
    this.runCompetition = new RunCompetition({ ...shared, reports: NOT_KEPT });
    this.containers = new ServingContainers(log);
    const { containers, runCompetition } = this;
    const judge = new JudgeReply(runtime, new ResultChecker());
    this.serveBundle = new ServeBundle({ ...shared, containers, judge, runCompetition, onFree: onReport });
  }

  /** Rejects never for what the run does: that is in the report. */
  async run(order: ReplayOrder['run']): Promise<Replayed> {
    const { imageChainId = order.template.imageChainId, imageDigest } = order;
    const template = { ...order.template, imageChainId };
    const byName = { report: await this.once(order, template), imageRef: template.imageRef };
    const isOther = ['image-changed', 'no-image'].includes(byName.report.reasonCode ?? '');
    if (!isOther || imageDigest === undefined || this.isStopped) return byName;
    const imageRef = `${splitName(template.imageRef).path}@${imageDigest}`;
    this.parts.log.info({ imageRef }, `${byName.report.reason}; trying ${imageRef}`);
    return { report: await this.once(order, { ...template, imageRef }), imageRef };
  }

  /** Stops what runs; its report then says so. Nothing is begun any more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const run of this.held.active()) {
      run.askToStop('cancelled');
      if (run.state === 'running' && !run.served) await this.parts.runtime.stop(run.attemptId);
    }
  }

  async close(): Promise<void> {
    await this.containers.closeAll();
    for (const { attemptId } of this.held.all()) await this.parts.runtime.remove(attemptId);
  }

  private async once(order: ReplayOrder['run'], template: RunTemplate): Promise<Report> {
    const competition: GrantedCompetition = {
      ...order.competition,
      args: [...order.competition.args],
      env: { ...order.competition.env },
      token: 0,
    };
    const { attemptId } = competition;
    const grant: Grant = {
      runId: attemptId,
      submissionId: order.submissionId,
      templateId: attemptId,
      competitions: [competition],
      leaseMs: 0,
      timeoutSeconds: order.timeoutSeconds,
    };
    if (template.serve) await this.serveBundle.run(grant, template, template.serve);
    else await this.runCompetition.run(grant, competition, template);
    const report = this.held.get(attemptId)?.report;
    if (!report) throw new Error('the run ended without a report');
    return report;
  }
}

function endlessLease(clock: Clock): Lease {
  const lease = new Lease();
  const nowMs = clock.monotonic();
  lease.renew({ sentMs: nowMs, answeredMs: nowMs });
  return lease;
}
