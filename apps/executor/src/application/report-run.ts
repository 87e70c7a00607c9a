import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from '#contracts';
import { classifyRunEnd, type RunResult, type Verdict } from '../domain/classify-run-end';
import { KEPT_LOG_BYTES, LOG_TAIL_BYTES, outputTail } from '../domain/output-tail';
import { ResultChecker } from './check-result';
import type { Collected, ContainerRuntime, RunEnd } from './container-runtime';
import type { HeldRun } from './held-runs';
import { patiently } from './patiently';
import type { Clock, ContentStore, KeptReports, Log, Meter } from './ports';

/** A runtime that cannot be asked is asked again until the run's own deadline and this are over, in ms. */
const PATIENCE_MS = 10_000;
const MAX_REASON = 2000;
/** A report that is settled sooner is never written: two fsyncs (4–14 ms) a run are half of what a short run costs. */
const KEEP_AFTER_MS = 100;

const NOTHING: Collected = { output: '', warnings: [] };

const isSettled = (run: HeldRun): boolean => run.state === 'settled';

/** A system error before there was a container, or after its runtime was lost. */
export interface SystemFailure {
  readonly reason: string;
  /** It is not ours but the image's: no attempt will ever do. */
  readonly isImagesFault?: boolean;
  readonly reasonCode?: Report['reasonCode'];
  readonly imageChainId?: string;
}

/** How a competition ended that shared its container. */
export interface ServedEnd {
  readonly verdict: Verdict;
  /** Of the container, where it ended with it. */
  readonly exitCode?: number;
  readonly outOfMemory?: boolean;
  readonly startedAt: string;
  readonly durationMs: number;
  /** What the container has said on stderr; read only of failed ones. */
  readonly output?: string;
}

export interface ReportRunParts {
  readonly executorId: string;
  readonly runtime: ContainerRuntime;
  readonly reports: KeptReports;
  readonly content: ContentStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  /** A report is there to be told: the next turn should not wait; or but for others of its bundle. */
  readonly onReport: (inBundle: boolean) => void;
}

/**
 * Turns the end of a run into its report: waits, collects, judges, keeps the report on disk. The container stays until
 * the report is settled, so a crash anywhere in here costs nothing: whoever adopts the container does it again.
 */
export class ReportRun {
  private readonly checker = new ResultChecker();

  constructor(private readonly parts: ReportRunParts) {}

  /** From a started container to a kept report. Never rejects. */
  async whenEnded(run: HeldRun): Promise<void> {
    try {
      const end = await this.waitFor(run);
      run.state = 'ended';
      const collected = end.startFailure === undefined ? await this.collect(run) : NOTHING;
      await this.finish(run, await this.reportOf(run, end, collected));
    } catch (error) {
      await this.failed(run, {
        reason: `how the run ended could not be found out: ${(error as Error).message}`,
        reasonCode: 'no-runtime',
      });
    }
  }

  /** A run that has no container to report of: our failure, or a stop before it started. */
  async failed(run: HeldRun, failure: SystemFailure): Promise<void> {
    const verdict: Verdict = run.stopping
      ? classifyRunEnd({
          end: { timedOut: false, outOfMemory: false },
          result: { kind: 'none' },
          timeoutSeconds: 0,
          memoryMb: 0,
          stopping: run.stopping,
        })
      : {
          outcome: failure.isImagesFault ? 'container-error' : 'system-error',
          reason: failure.reason,
          warnings: [],
        };
    await this.finish(run, {
      ...this.identityOf(run),
      outcome: verdict.outcome,
      reason: verdict.reason?.slice(0, MAX_REASON),
      reasonCode: run.stopping ? undefined : failure.reasonCode,
      imageChainId: failure.imageChainId ?? run.note.imageChainId,
      warnings: [],
      startedAt: new Date(this.parts.clock.now()).toISOString(),
      durationMs: 0,
    });
  }

  async served(run: HeldRun, end: ServedEnd): Promise<void> {
    const { note } = run;
    const { verdict, output = '', exitCode, outOfMemory, startedAt, durationMs } = end;
    const logDigest = output === '' ? undefined : await this.keepLog(run, output);
    await this.finish(run, {
      ...this.identityOf(run),
      outcome: verdict.outcome,
      exitCode,
      outOfMemory: outOfMemory || undefined,
      reason: verdict.reason?.slice(0, MAX_REASON),
      reasonCode: verdict.reasonCode,
      value: verdict.value,
      warnings: [...verdict.warnings],
      startedAt,
      durationMs,
      logTail: outputTail(output, LOG_TAIL_BYTES) || undefined,
      logDigest,
      imageChainId: note.imageChainId,
      imageDigest: note.imageDigest,
    });
  }

  private waitFor(run: HeldRun): Promise<RunEnd> {
    const { runtime, clock, log } = this.parts;
    const until = clock.monotonic() + run.note.timeoutSeconds * 1000 + PATIENCE_MS;
    return patiently(
      () => runtime.wait(run.attemptId),
      (_failures, error) => {
        log.warn(
          { attemptId: run.attemptId, error: error.message },
          'the runtime does not answer; asking again',
        );
        return clock.monotonic() < until;
      },
    );
  }

  private collect(run: HeldRun): Promise<Collected> {
    return patiently(
      () => this.parts.runtime.collect(run.attemptId),
      (failures) => failures < 5,
    );
  }

  private async reportOf(run: HeldRun, end: RunEnd, collected: Collected): Promise<Report> {
    const { note } = run;
    const verdict = classifyRunEnd({
      end,
      result: this.resultOf(run, collected),
      reason: collected.reason,
      timeoutSeconds: note.timeoutSeconds,
      memoryMb: note.memoryMb,
      stopping: run.stopping,
    });
    const succeeded = verdict.outcome === 'succeeded';
    const ours = verdict.outcome === 'cancelled' || verdict.outcome === 'interrupted';
    return {
      ...this.identityOf(run),
      outcome: verdict.outcome,
      exitCode: end.exitCode,
      outOfMemory: end.outOfMemory || undefined,
      reason: verdict.reason?.slice(0, MAX_REASON),
      reasonCode: verdict.reasonCode,
      ...(succeeded ? await this.storeValue(run, collected, verdict) : {}),
      warnings: [...collected.warnings, ...verdict.warnings].map((warning) => warning.slice(0, MAX_REASON)),
      startedAt: end.startedAt,
      durationMs: end.durationMs,
      logTail: succeeded || ours ? undefined : outputTail(collected.output, LOG_TAIL_BYTES) || undefined,
      logDigest:
        note.keepLogs || !(succeeded || ours) ? await this.keepLog(run, collected.output) : undefined,
      imageChainId: note.imageChainId,
      imageDigest: note.imageDigest,
    };
  }

  private resultOf(run: HeldRun, collected: Collected): RunResult {
    if (collected.result === undefined) return { kind: 'none' };
    const { collect } = run.note;
    if (collect.kind === 'json') return this.checker.check(collected.result, collect.schema);
    return collected.result.length > 0
      ? { kind: 'value', value: { size: collected.result.length } }
      : { kind: 'complaint', complaint: 'the file it left is empty' };
  }

  /** A blob must be stored before it is reported: a report never names content that nobody has. */
  private async storeValue(
    run: HeldRun,
    collected: Collected,
    verdict: Verdict,
  ): Promise<Pick<Report, 'value' | 'blobDigest'>> {
    const { kind, blobFile } = run.note.collect;
    const isJson = kind === 'json';
    const blob = isJson ? collected.blob : collected.result;
    const isAsked = !isJson || blobFile !== undefined;
    if (!isAsked || !blob?.length) return { value: verdict.value };
    const stored = await this.parts.content.put(blob);
    return { value: isJson ? verdict.value : { ...stored }, blobDigest: stored.digest };
  }

  /** A log that cannot be kept is a pity, not a failure. */
  private async keepLog(run: HeldRun, output: string): Promise<string | undefined> {
    if (output === '') return undefined;
    try {
      return (await this.parts.content.put(Buffer.from(outputTail(output, KEPT_LOG_BYTES)))).digest;
    } catch (error) {
      this.parts.log.warn(
        { attemptId: run.attemptId, error: (error as Error).message },
        'the output of a run could not be kept',
      );
      return undefined;
    }
  }

  private identityOf(run: HeldRun): Pick<Report, 'attemptId' | 'competitionId' | 'token' | 'executorId'> {
    const { attemptId, competitionId, token } = run.note;
    return { attemptId, competitionId, token, executorId: this.parts.executorId };
  }

  /**
   * Told at once, and kept on disk as soon as it is not settled at once: until then its container is the memory. What
   * shared its container is only told: if this process dies first, it is granted again and says the same.
   */
  private async finish(run: HeldRun, report: Report): Promise<void> {
    const { log, meter, onReport } = this.parts;
    run.report = report;
    run.state = 'ended';
    meter.runEnded(report.outcome, report.durationMs);
    meter.runTraced?.(run.note.submissionId, report);
    const { attemptId, competitionId, outcome, reason } = report;
    const { submissionId } = run.note;
    const level = outcome === 'succeeded' ? 'debug' : 'info';
    log[level]({ submissionId, competitionId, attemptId, outcome, reason }, 'run ended');
    onReport(run.served);
    if (run.served) return;
    await delay(KEEP_AFTER_MS, undefined, { ref: false });
    if (!isSettled(run)) await this.keep(run);
  }

  /** A report that cannot be written is told from memory; its container is still there. */
  keep(run: HeldRun): Promise<void> {
    const { reports, log } = this.parts;
    if (!run.report) return Promise.resolve();
    run.kept ??= reports.keep(run.report).catch((error: Error) => {
      log.error({ attemptId: run.attemptId, error: error.message }, 'a report could not be written to disk');
    });
    return run.kept;
  }
}
