import type { AttemptOutcome } from '#domain';

/** How a container ended, as the runtime saw it. */
export interface SeenEnd {
  readonly exitCode?: number;
  readonly timedOut: boolean;
  readonly outOfMemory: boolean;
  readonly startFailure?: string;
  readonly imageFailure?: string;
}

/** What the run left behind: a value that fits its schema, a complaint about what it left, or nothing at all. */
export type RunResult =
  | { readonly kind: 'value'; readonly value: Record<string, unknown> }
  | { readonly kind: 'complaint'; readonly complaint: string }
  | { readonly kind: 'none' };

export interface RunEvidence {
  readonly end: SeenEnd;
  readonly result: RunResult;
  /** The run's own sentence of failure. */
  readonly reason?: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** We asked it to stop, and why. */
  readonly stopping?: 'cancelled' | 'interrupted';
}

export interface Verdict {
  readonly outcome: AttemptOutcome;
  /** One sentence for a person; absent when succeeded. */
  readonly reason?: string;
  readonly reasonCode?: 'no-runtime';
  readonly value?: Record<string, unknown>;
  readonly warnings: readonly string[];
}

/**
 * Whose fault an end is, and the sentence that says so. The order matters: our own failure to start it comes before
 * anything the container may have said; a stop that we asked for explains every bad end but no good one; the
 * deadline comes before memory, since a container that is stopped at its deadline looks like one stopped for memory.
 */
export function classifyRunEnd(evidence: RunEvidence): Verdict {
  const { end, stopping } = evidence;
  if (end.startFailure !== undefined) {
    if (stopping) return stopped(stopping);
    return systemError(end.startFailure);
  }
  if (stopping && end.exitCode !== 0 && !end.timedOut) return stopped(stopping);
  if (end.imageFailure !== undefined) return containerError(evidence, end.imageFailure);
  if (end.timedOut) {
    const reason = `passed its ${evidence.timeoutSeconds} s and was stopped`;
    return { ...containerError(evidence, reason), outcome: 'timed-out', reason };
  }
  if (end.exitCode === undefined) {
    return systemError('the runtime lost track of the container: how it ended is not known');
  }
  if (end.exitCode !== 0) return failedExit(evidence, end.exitCode);
  return cleanExit(evidence);
}

function failedExit(evidence: RunEvidence, exitCode: number): Verdict {
  if (evidence.end.outOfMemory) {
    return containerError(evidence, outOfMemory(evidence.memoryMb));
  }
  return containerError(evidence, evidence.reason ?? `exited with code ${exitCode}${meaningOf(exitCode)}`);
}

function cleanExit(evidence: RunEvidence): Verdict {
  const { result, reason, end } = evidence;
  const childDied = end.outOfMemory ? [`a part of it ${outOfMemory(evidence.memoryMb)}`] : [];
  if (result.kind === 'value') {
    const said = reason === undefined ? [] : [`said "${reason}" and yet exited with code 0 and a result`];
    return { outcome: 'succeeded', value: result.value, warnings: [...childDied, ...said] };
  }
  const complaint =
    result.kind === 'complaint' ? result.complaint : 'exited with code 0 but reported nothing';
  return { outcome: 'container-error', reason: reason ?? complaint, warnings: childDied };
}

/** A result beside a failure is not counted, but told: it helps whoever looks for the cause. */
function containerError(evidence: RunEvidence, reason: string): Verdict {
  const { result } = evidence;
  const uncounted =
    result.kind === 'value'
      ? [`reported ${clip(JSON.stringify(result.value), 300)} and then failed: not counted`]
      : [];
  return { outcome: 'container-error', reason, warnings: uncounted };
}

const systemError = (reason: string): Verdict => ({
  outcome: 'system-error',
  reason,
  reasonCode: 'no-runtime',
  warnings: [],
});

const stopped = (why: 'cancelled' | 'interrupted'): Verdict => ({
  outcome: why,
  reason:
    why === 'cancelled' ? 'stopped because it was cancelled' : 'given back: its executor is shutting down',
  warnings: [],
});

const outOfMemory = (memoryMb: number): string => `ran out of its ${memoryMb} MiB of memory`;

const SIGNALS: Readonly<Record<number, string>> = {
  4: 'ILL',
  6: 'ABRT',
  7: 'BUS',
  8: 'FPE',
  9: 'KILL',
  11: 'SEGV',
  13: 'PIPE',
  15: 'TERM',
  24: 'XCPU',
  25: 'XFSZ',
  31: 'SYS',
};

/** What a shell's usual codes mean. */
function meaningOf(exitCode: number): string {
  if (exitCode === 126) return ' (a command is there but cannot be executed)';
  if (exitCode === 127) return ' (a command was not found)';
  const signal = SIGNALS[exitCode - 128];
  return signal === undefined ? '' : ` (ended by signal ${signal})`;
}

const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length)}…`;
