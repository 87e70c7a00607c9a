import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerLogChunk, ContainerLogReply, ContainerLogRequest } from '#contracts';
import { KEPT_LOG_BYTES, outputTail } from '../domain/output-tail';
import type { ContainerRuntime } from './container-runtime';
import type { HeldRun, HeldRuns } from './held-runs';
import type { Clock } from './ports';

/** How often a followed output is looked at, in ms: what a person takes for "live". */
const LOOK_MS = 200;

export interface FollowLogParts {
  readonly executorId: string;
  readonly runtime: ContainerRuntime;
  readonly held: HeldRuns;
  readonly clock: Clock;
  /** Core publish: a lost chunk is repaired by asking again. */
  readonly publish: (submissionId: string, competitionId: string, chunk: ContainerLogChunk) => void;
}

/** Tells the output of a run that this executor holds, and goes on telling while somebody follows. */
export class FollowLog {
  /** Until when each attempt is followed; many followers share one look. */
  private readonly followed = new Map<string, number>();

  constructor(private readonly parts: FollowLogParts) {}

  /** Undefined when the run is not held here: another executor answers, or nobody. */
  async follow(request: ContainerLogRequest): Promise<ContainerLogReply | undefined> {
    const { executorId, held } = this.parts;
    const run = held.ofCompetition(request.competitionId);
    if (!run || run.state === 'settled') return undefined;
    const started = run.state !== 'preparing';
    const read = started ? await this.readWhole(run) : { text: '', offset: 0 };
    const running = isUnderWay(run);
    if (running && request.followMs > 0) this.extend(run, request, read.offset);
    return {
      attemptId: run.attemptId,
      executorId,
      running,
      output: outputTail(read.text, KEPT_LOG_BYTES),
      offset: read.offset,
    };
  }

  stop(): void {
    this.followed.clear();
  }

  private extend(run: HeldRun, request: ContainerLogRequest, offset: number): void {
    const until = this.parts.clock.monotonic() + request.followMs;
    const already = this.followed.get(run.attemptId);
    this.followed.set(run.attemptId, Math.max(already ?? 0, until));
    if (already === undefined) void this.tell(run, request, offset);
  }

  private async tell(run: HeldRun, request: ContainerLogRequest, from: number): Promise<void> {
    const { attemptId } = run;
    let offset = from;
    for (let ended = false; !ended && this.isFollowed(attemptId);) {
      await delay(LOOK_MS, undefined, { ref: false });
      ended = !isUnderWay(run);
      const read = await this.readFrom(run, offset);
      if (read.text !== '' || ended) this.publish(request, { attemptId, offset, text: read.text, ended });
      offset = read.offset;
    }
    this.followed.delete(attemptId);
  }

  private isFollowed(attemptId: string): boolean {
    return this.parts.clock.monotonic() < (this.followed.get(attemptId) ?? 0);
  }

  private publish({ submissionId, competitionId }: ContainerLogRequest, chunk: ContainerLogChunk): void {
    this.parts.publish(submissionId, competitionId, chunk);
  }

  /** A container that many share may have gone before its competition's report was settled. */
  private readWhole(run: HeldRun): Promise<{ text: string; offset: number }> {
    const reading = this.parts.runtime.readOutput(run.containerId, 0);
    return run.served ? reading.catch(() => ({ text: run.report?.logTail ?? '', offset: 0 })) : reading;
  }

  /** A run that was removed meanwhile has said all it had to say. */
  private async readFrom(run: HeldRun, offset: number): Promise<{ text: string; offset: number }> {
    if (run.state === 'preparing') return { text: '', offset };
    return this.parts.runtime.readOutput(run.containerId, offset).catch(() => ({ text: '', offset }));
  }
}

const isUnderWay = (run: HeldRun): boolean => run.state === 'preparing' || run.state === 'running';
