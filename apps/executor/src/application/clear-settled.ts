import type { ContainerRuntime } from './container-runtime';
import type { HeldRuns } from './held-runs';
import type { KeptReports, Log } from './ports';
import type { SurveyContainers } from './survey-containers';

/**
 * Removes what is left of a run once its report is in the scheduler's database: container and files first, the kept
 * report last, so that a crash in between only tells a settled report once more.
 */
export class ClearSettled {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly reports: KeptReports,
    private readonly held: HeldRuns,
    private readonly survey: SurveyContainers,
    private readonly log: Log,
  ) {}

  settled(attemptIds: readonly string[]): void {
    for (const attemptId of attemptIds) {
      const run = this.held.get(attemptId);
      if (run?.state !== 'ended') continue;
      run.state = 'settled';
      this.begin(attemptId);
    }
  }

  /** Those whose removal failed before. */
  again(): void {
    for (const { state, attemptId } of this.held.all()) if (state === 'settled') this.begin(attemptId);
  }

  /** A container that nobody needs and that this executor does not hold. */
  stray(attemptId: string): void {
    if (this.held.get(attemptId) === undefined) this.begin(attemptId);
  }

  async idle(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  private begin(attemptId: string): void {
    if (this.underWay.has(attemptId)) return;
    const clearing = this.clear(attemptId).finally(() => this.underWay.delete(attemptId));
    this.underWay.set(attemptId, clearing);
  }

  private async clear(attemptId: string): Promise<void> {
    try {
      const run = this.held.get(attemptId);
      await run?.kept;
      await run?.stopKept;
      if (!run?.served) {
        await this.runtime.stop(attemptId);
        await this.runtime.remove(attemptId);
      }
      if (!run?.served || run.kept) await this.reports.forget(attemptId);
      this.held.drop(attemptId);
      this.survey.forget(attemptId);
    } catch (error) {
      this.log.warn(
        { attemptId, error: (error as Error).message },
        'a container could not be removed; it is tried again',
      );
    }
  }
}
