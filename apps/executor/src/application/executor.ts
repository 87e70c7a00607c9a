import type { ContainerLogChunk } from '#contracts';
import type { ImageAllowList } from '#domain';
import { AdoptRuns } from './adopt-runs';
import { ClearSettled } from './clear-settled';
import { Lease } from '../domain/lease';
import type { ContainerRuntime, RuntimeFacts } from './container-runtime';
import { drain } from './drain';
import { FollowLog } from './follow-log';
import { HeldRuns } from './held-runs';
import type {
  Clock,
  ContentStore,
  Identity,
  InputFiles,
  KeptReports,
  Log,
  Meter,
  SchedulerDoor,
} from './ports';
import { JudgeReply } from './judge-reply';
import { PruneStocks } from './prune-stocks';
import { ReportRun } from './report-run';
import { ResultChecker } from './check-result';
import { RunCompetition } from './run-competition';
import { ServeBundle } from './serve-bundle';
import { ServingContainers } from './serving-containers';
import { SurveyContainers } from './survey-containers';
import { TakeTurn } from './take-turn';
import { TurnLoop } from './turn-loop';

export interface ExecutorParts {
  readonly identity: Identity;
  readonly runtime: ContainerRuntime;
  readonly facts: RuntimeFacts;
  readonly scheduler: SchedulerDoor;
  readonly reports: KeptReports;
  readonly inputs: InputFiles;
  readonly content: ContentStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly turnPeriodMs: number;
  /** Whether there is room for the files of another run. Absent: always. */
  readonly hasRoom?: () => boolean;
  /** Absent: every image may run. */
  readonly allowedImages?: ImageAllowList;
  readonly publishLog: (submissionId: string, competitionId: string, chunk: ContainerLogChunk) => void;
}

/**
 * The executor as a whole: takes up what an earlier start left, then takes turns until it is drained. A crash at any
 * point is answered by the next start; nothing but containers and kept reports is needed for that.
 */
export class Executor {
  readonly held: HeldRuns;
  readonly followLog: FollowLog;
  readonly pruneStocks: PruneStocks;
  readonly loop: TurnLoop;
  private readonly reportRun: ReportRun;
  private readonly adoptRuns: AdoptRuns;
  private readonly survey: SurveyContainers;
  private readonly clearSettled: ClearSettled;
  private readonly containers: ServingContainers;
  private running?: Promise<void>;

  constructor(private readonly parts: ExecutorParts) {
    const { identity, runtime, reports, clock, log } = parts;
    const { executorId } = identity;
    this.held = new HeldRuns(identity.slots);
    const held = this.held;
    this.pruneStocks = new PruneStocks({ identity, runtime, held });
    const lease = new Lease();
    const reportRun = new ReportRun({ ...parts, executorId, onReport: this.hearReport });
    this.reportRun = reportRun;
    this.containers = new ServingContainers(log);
    const holdsServing = (containerId: string): boolean => this.containers.holds(containerId);
    this.survey = new SurveyContainers(runtime, identity, held, clock, log, holdsServing);
    this.clearSettled = new ClearSettled(runtime, reports, held, this.survey, log);
    this.adoptRuns = new AdoptRuns({ ...parts, held, survey: this.survey, reportRun });
    const runCompetition = new RunCompetition({ ...parts, held, lease, reportRun });
    const judge = new JudgeReply(runtime, new ResultChecker());
    const { containers } = this;
    const onFree = (): void => this.loop.wake();
    const serving = { ...parts, held, lease, containers, judge, reportRun, runCompetition, onFree };
    const takeTurn = new TakeTurn({
      ...parts,
      held,
      survey: this.survey,
      clearSettled: this.clearSettled,
      adoptRuns: this.adoptRuns,
      runCompetition,
      serveBundle: new ServeBundle(serving),
      reportRun,
    });
    this.loop = new TurnLoop({ ...parts, takeTurn, lease, periodMs: parts.turnPeriodMs });
    this.followLog = new FollowLog({ ...parts, executorId, held, publish: parts.publishLog });
  }

  private readonly hearReport = (inBundle: boolean): void =>
    inBundle ? this.loop.wakeSoon() : this.loop.wake();

  /** Resolves when turns are being taken. `onRefused`: the scheduler that answers is not ours; the process should say so and end. */
  async start(onRefused: (error: Error) => void): Promise<void> {
    await this.adoptRuns.atStart();
    this.running = this.loop.run().then(() => {
      if (this.loop.endedBy) onRefused(this.loop.endedBy);
    });
  }

  /** Gives back what runs, waits until it is settled (bounded), and ends. */
  async drain(boundMs: number): Promise<void> {
    const { runtime, reports, clock, log } = this.parts;
    if (this.running && !this.loop.endedBy) {
      await drain({ runtime, held: this.held, reports, loop: this.loop, clock, log }, boundMs);
    }
    await this.stop();
  }

  /** Ends at once; containers go on, and are taken up at the next start, but for those that serve. */
  async stop(): Promise<void> {
    this.loop.stop();
    this.followLog.stop();
    await this.containers.closeAll();
    await this.running;
    await this.clearSettled.idle();
    await Promise.all(this.held.all().map((run) => this.reportRun.keep(run)));
    await this.survey.idle();
  }
}
