import type { Report } from '#contracts';
import { readNote, type RunNote } from '../domain/run-note';
import type { ContainerRuntime, ListedRun } from './container-runtime';
import { HeldRun, type HeldRuns } from './held-runs';
import type { Identity, KeptReports, Log, StopReason } from './ports';
import type { ReportRun } from './report-run';
import type { SurveyContainers } from './survey-containers';

export interface AdoptRunsParts {
  readonly identity: Identity;
  readonly runtime: ContainerRuntime;
  readonly held: HeldRuns;
  readonly reports: KeptReports;
  readonly survey: SurveyContainers;
  readonly reportRun: ReportRun;
  readonly log: Log;
}

/**
 * After a restart: reports that were not settled are told again; containers of this executor that run or have ended
 * are held again, and reported when their end is known. Nobody else answers for them.
 */
export class AdoptRuns {
  constructor(private readonly parts: AdoptRunsParts) {}

  async atStart(): Promise<void> {
    const { reports, survey, identity, held, log } = this.parts;
    for (const report of await reports.list()) held.add(reportedRun(report));
    const told = held.all().length;
    const own = (await survey.look()).filter(
      ({ attemptId, executorId }) => executorId === identity.executorId && held.get(attemptId) === undefined,
    );
    const adopted = await Promise.all(own.map((listed) => this.adoptListed(listed)));
    await this.forgetLoneStops();
    if (told + own.length > 0) {
      const running = adopted.filter(Boolean).length;
      log.info({ reports: told, containers: running }, 'took up what an earlier start had left');
    }
  }

  /** A crash after the container's removal and before its reason's leaves the reason alone: its report was never written. */
  private async forgetLoneStops(): Promise<void> {
    const { reports, held, log } = this.parts;
    await reports
      .forgetStopsBut(new Set(held.all().map(({ attemptId }) => attemptId)))
      .catch((error: Error) => log.warn({ error: error.message }, 'reasons of earlier stops stay on disk'));
  }

  /** Holds a container that is there already. `note` as told by a grant wins over the one beside the container. */
  adopt(note: RunNote, stopping?: StopReason): void {
    const run = new HeldRun(note, 'running');
    if (stopping) run.askToStop(stopping);
    this.parts.held.add(run);
    void this.parts.reportRun.whenEnded(run);
  }

  /**
   * What was made but never started goes: the scheduler sends its grant again, under the same token. So does a run
   * without a readable note, which nobody can report, and what served: their competitions are granted again.
   */
  private async adoptListed(listed: ListedRun): Promise<boolean> {
    const note = readNote(listed.note, listed.attemptId);
    if (note && listed.state !== 'created' && !listed.serving) {
      const stopping = await this.parts.reports.stopOf(listed.attemptId);
      this.adopt(note, stopping);
      if (stopping) await this.parts.runtime.stop(listed.attemptId);
      return true;
    }
    const { runtime, log, survey } = this.parts;
    log.warn({ attemptId: listed.attemptId }, `a container ${whyUnwanted(listed, note)} is removed`);
    await runtime.stop(listed.attemptId);
    await runtime.remove(listed.attemptId);
    survey.forget(listed.attemptId);
    return false;
  }
}

function whyUnwanted({ serving }: ListedRun, note: RunNote | undefined): string {
  if (serving) return 'that served an earlier start';
  return note ? 'that was never started' : 'without a readable note';
}

/** A kept report stands for its run; what only a running one needs is left empty. */
function reportedRun(report: Report): HeldRun {
  const run = new HeldRun(
    {
      attemptId: report.attemptId,
      competitionId: report.competitionId,
      submissionId: '',
      token: report.token,
      attempt: 0,
      timeoutSeconds: 0,
      memoryMb: 0,
      collect: { kind: 'json', resultFile: '' },
      keepLogs: false,
    },
    'ended',
  );
  run.report = report;
  run.kept = Promise.resolve();
  return run;
}
