import type { Report, TurnReply, TurnRequest } from '#contracts';

/** Who this executor is. The executor id and the stack's id outlive restarts; the boot id does not. */
export interface Identity {
  readonly executorId: string;
  readonly bootId: string;
  readonly host: string;
  readonly version: string;
  readonly slots: number;
  readonly pool?: string;
  /** Undefined until a scheduler has answered for the first time. */
  stackId(): string | undefined;
  /** Kept on disk before anything is started for that stack. */
  learnStackId(stackId: string): Promise<void>;
}

/** The other end of the one conversation. Rejects when there was no answer in time, or a refusal (KnockemError). */
export interface SchedulerDoor {
  takeTurn(request: TurnRequest, timeoutMs: number): Promise<TurnReply>;
}

export type StopReason = 'cancelled' | 'interrupted';

/** Reports of ended runs, on disk until they are settled; and why we stopped those that we stopped. */
export interface KeptReports {
  /** Resolves when the report would survive a power cut. */
  keep(report: Report): Promise<void>;
  /** Before the container is stopped: or an adopter would take our stop for the container's own bad end. */
  keepStop(attemptId: string, reason: StopReason): Promise<void>;
  /** Both, of this attempt. */
  forget(attemptId: string): Promise<void>;
  list(): Promise<Report[]>;
  stopOf(attemptId: string): Promise<StopReason | undefined>;
  /** Reasons of runs other than these: of those nothing is left that they could explain. */
  forgetStopsBut(attemptIds: ReadonlySet<string>): Promise<void>;
}

/** Files of runs by digest, on this host's disk for as long as they are held. */
export interface InputFiles {
  /** Throws InputMissing when there is no such content anywhere. */
  hold(digests: readonly string[]): Promise<HeldFiles>;
}

export interface HeldFiles {
  hostFile(digest: string): string;
  release(): void;
}

export class InputMissing extends Error {
  override readonly name = 'InputMissing';
}

/** Puts content where everybody can read it, waiting for the bus while that is away. */
export interface ContentStore {
  put(content: Uint8Array): Promise<{ digest: string; size: number }>;
}

export interface Clock {
  /** Wall time in ms since 1970: for records only. */
  now(): number;
  monotonic(): number;
}

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What is counted for people who watch; all calls are cheap and cannot fail. */
export interface Meter {
  runEnded(outcome: string, durationMs: number): void;
  /** Absent: nobody follows single runs. */
  readonly runTraced?: (submissionId: string, report: Report) => void;
  turnTaken(ok: boolean, durationMs: number): void;
}
