import type { Serve } from '#contracts';
import { classifyRunEnd, type Verdict } from '../domain/classify-run-end';
import { MAX_ANSWER_BYTES, readAnswer } from '../domain/serve-line';
import type { ResultChecker } from './check-result';
import type { ContainerRuntime } from './container-runtime';
import type { HeldRun } from './held-runs';
import type { Reply, ServingContainer } from './serving-container';

export interface Asked {
  readonly run: HeldRun;
  readonly container: ServingContainer;
  readonly reply: Reply;
  readonly serve: Serve;
  readonly schema?: Record<string, unknown>;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly exitCode?: number;
  readonly outOfMemory?: boolean;
  /** What the container has said so far on stderr; of failures only. */
  readonly output?: string;
  /** The container cannot be asked any more. */
  readonly isOutOfStep: boolean;
  /** It answered the competition before once more, and this one not at all: that is to be asked again, elsewhere. */
  readonly isSecondAnswer?: boolean;
}

/** Whose fault it is that a container that serves answered as it did, or not at all. */
export class JudgeReply {
  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly checker: ResultChecker,
  ) {}

  /** Never rejects: where the runtime cannot be asked, that is a system error. */
  async judge(asked: Asked): Promise<Judgement> {
    try {
      return await this.judgeReply(asked);
    } catch (error) {
      return lostSight(`how the container ended could not be found out: ${(error as Error).message}`);
    }
  }

  private async judgeReply(asked: Asked): Promise<Judgement> {
    const { reply } = asked;
    if (reply.kind === 'line') return this.judgeLine(asked, reply.line);
    if (reply.kind === 'gone' || reply.kind === 'broken') return this.judgeEnd(asked);
    if (reply.kind === 'flood') {
      return this.failed(asked, `its answer is longer than ${MAX_ANSWER_BYTES / 1024} kB`, true);
    }
    const { timeoutSeconds, memoryMb } = asked.run.note;
    const verdict = classifyRunEnd({
      end: { timedOut: reply.kind === 'late', outOfMemory: false },
      result: { kind: 'none' },
      timeoutSeconds,
      memoryMb,
      stopping: asked.run.stopping,
    });
    const output = reply.kind === 'late' ? await this.outputOf(asked) : undefined;
    return { verdict, output, isOutOfStep: true };
  }

  private async judgeLine(asked: Asked, line: string): Promise<Judgement> {
    const answer = readAnswer(asked.serve, asked.run.note.competitionId, line, asked.container.lastAnswered);
    if (answer.kind === 'again') return { ...lostSight(answer.sentence), isSecondAnswer: true };
    if (answer.kind === 'nonsense') return this.failed(asked, answer.sentence, true);
    if (answer.kind === 'error') return this.failed(asked, answer.sentence, false);
    const result = this.checker.checkValue(answer.value, asked.schema);
    if (result.kind !== 'value') return this.failed(asked, result.complaint, false);
    const verdict: Verdict = { outcome: 'succeeded', value: result.value, warnings: [] };
    return { verdict, isOutOfStep: false };
  }

  /** It ended, or only closed its output, or we lost it: then it is ended now. */
  private async judgeEnd(asked: Asked): Promise<Judgement> {
    const { run, container, reply } = asked;
    const { timeoutSeconds, memoryMb } = run.note;
    const end = await container.howItEnded();
    if (!end && reply.kind === 'broken') return lostSight(reply.sentence);
    if (!end) return this.failed(asked, 'it closed its output before it answered', true);
    const { reason, output } = await this.runtime.collect(container.id);
    const verdict = classifyRunEnd({
      end,
      result: { kind: 'none' },
      reason: reason ?? (end.exitCode === 0 ? 'ended with code 0 before it answered' : undefined),
      timeoutSeconds,
      memoryMb,
      stopping: run.stopping,
    });
    const { exitCode, outOfMemory } = end;
    return { verdict, exitCode, outOfMemory, output, isOutOfStep: true };
  }

  private async failed(asked: Asked, reason: string, isOutOfStep: boolean): Promise<Judgement> {
    const verdict: Verdict = { outcome: 'container-error', reason, warnings: [] };
    return { verdict, output: await this.outputOf(asked), isOutOfStep };
  }

  private async outputOf({ container }: Asked): Promise<string> {
    const read = await this.runtime.readOutput(container.id, 0).catch(() => ({ text: '' }));
    return read.text;
  }
}

const lostSight = (reason: string): Judgement => ({
  verdict: { outcome: 'system-error', reason, reasonCode: 'no-runtime', warnings: [] },
  isOutOfStep: true,
});
