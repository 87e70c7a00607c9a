import type { ContainerLogChunk, ContainerLogReply } from '#contracts';
import { competitionIdOf, KnockemError } from '#domain';
import type { GenomeContents, RecordReads } from './ports';
import { ReadCompetition } from './read-competition';

/** The executors' answers about output of containers that they hold. */
export interface ContainerLogs {
  /** Undefined when no executor holds a run of the competition. `followMs` 0 = the output so far only. */
  ask(submissionId: string, competitionId: string, followMs: number): Promise<ContainerLogReply | undefined>;
  /** Output as it comes, while followed. */
  watch(
    submissionId: string,
    competitionId: string,
    onChunk: (chunk: ContainerLogChunk) => void,
  ): () => Promise<void>;
}

export interface ContainerLog {
  readonly text: string;
  readonly source: 'executor' | 'blob' | 'record';
}

/** How long an executor publishes for one request, and when the request is repeated. */
const FOLLOW_MS = 60_000;
const REPEAT_MS = 30_000;
/** An executor on a busy machine may be silent for longer than its answer is waited for, though a run is active there. */
const MOST_TRIES = 4;

/**
 * Output of a competition's container: from its executor while it is held there, then from the kept log (failed runs,
 * or all with keepLogs), then the tail in the record.
 */
export class ReadContainerLog {
  constructor(
    private readonly competitions: ReadCompetition,
    private readonly logs: ContainerLogs,
    private readonly contents: Pick<GenomeContents, 'get'>,
    private readonly records: Pick<RecordReads, 'competition'>,
  ) {}

  async read(submissionId: string, assayId: string, ordinal: number): Promise<ContainerLog> {
    const held = await this.held(submissionId, assayId, ordinal, 0);
    return held ? { text: held.output, source: 'executor' } : this.kept(assayId, ordinal);
  }

  /** Writes the output so far and then what comes, until the run has ended or `signal` aborts. */
  async follow(
    submissionId: string,
    assayId: string,
    ordinal: number,
    write: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const ask = (): Promise<ContainerLogReply | undefined> =>
      this.held(submissionId, assayId, ordinal, FOLLOW_MS);
    const follower = new Follower(write);
    const competitionId = competitionIdOf(assayId, ordinal);
    const unwatch = this.logs.watch(submissionId, competitionId, (chunk) => follower.take(chunk));
    try {
      const held = await ask();
      if (!held) return write((await this.kept(assayId, ordinal)).text);
      follower.start(held);
      while (!follower.ended && !signal.aborted) {
        await follower.endedWithin(REPEAT_MS, signal);
        if (follower.ended || signal.aborted) break;
        const again = await ask();
        if (!again) break;
        follower.catchUp(again);
      }
    } finally {
      await unwatch();
    }
  }

  /** What the executor says that holds the run; undefined when none does. */
  private async held(
    submissionId: string,
    assayId: string,
    ordinal: number,
    followMs: number,
  ): Promise<ContainerLogReply | undefined> {
    for (let tries = 1; ; tries++) {
      const { explanation } = await this.competitions.read(submissionId, assayId, ordinal);
      const held = await this.logs.ask(submissionId, competitionIdOf(assayId, ordinal), followMs);
      if (held || explanation?.status !== 'active' || tries === MOST_TRIES) return held;
    }
  }

  private async kept(assayId: string, ordinal: number): Promise<ContainerLog> {
    const record = await this.records.competition(assayId, ordinal);
    const digest = record?.logDigest;
    const blob = digest === undefined ? undefined : await this.contents.get(digest);
    if (blob) return { text: blob.toString('utf8'), source: 'blob' };
    if (record?.logTail !== undefined) return { text: record.logTail, source: 'record' };
    throw new KnockemError('not-found', `No output of competition ${ordinal} of assay ${assayId} is kept.`, {
      hint: 'Output is kept of failed runs, and of all runs of a submission with keepLogs: true.',
    });
  }
}

/** Puts the output so far and the chunks that follow together, each byte once. Offsets count bytes. */
class Follower {
  ended = false;
  private offset: number | undefined;
  private readonly early: ContainerLogChunk[] = [];
  private wake: () => void = () => undefined;

  constructor(private readonly write: (text: string) => void) {}

  start(reply: ContainerLogReply): void {
    this.write(reply.output);
    this.offset = reply.offset;
    for (const chunk of this.early) this.take(chunk);
    if (!reply.running) this.end();
  }

  /** Chunks that were lost on the way are in the next answer, which holds the last 64 kB. */
  catchUp(reply: ContainerLogReply): void {
    const output = Buffer.from(reply.output);
    this.take({
      attemptId: reply.attemptId,
      offset: reply.offset - output.length,
      text: reply.output,
      ended: !reply.running,
    });
  }

  take(chunk: ContainerLogChunk): void {
    if (this.offset === undefined) return void this.early.push(chunk);
    const bytes = Buffer.from(chunk.text);
    const end = chunk.offset + bytes.length;
    if (end > this.offset) {
      this.write(bytes.subarray(Math.max(0, this.offset - chunk.offset)).toString('utf8'));
      this.offset = end;
    }
    if (chunk.ended) this.end();
  }

  endedWithin(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = (): void => (clearTimeout(timer), resolve());
      signal.addEventListener('abort', this.wake, { once: true });
      if (this.ended) this.wake();
    });
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }
}
