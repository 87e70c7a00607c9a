import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import type { OciConfiguration, RunDirectory, RunExit, RunOrder } from '../executor-directory';
import { asFullDisk, diskFullSentence, isDiskFull } from '../../disk/disk-room';
import { firstLine } from '../../images/first-line';
import { collectFile } from './collect-result';
import type { CrunCommand } from './crun-command';
import { failedExit, reserveExitFile, writeExitFile } from './exit-file';
import { explainCrunFailure } from './explain-crun-failure';
import { openEnds } from './open-ends';
import type { OutOfMemoryLog } from './out-of-memory-log';
import { OutputFile } from './output-file';
import type { WorkSlot, WorkSlots } from './work-slots';

export interface RunnerParts {
  readonly crun: CrunCommand;
  readonly slots: WorkSlots;
  readonly outOfMemory: OutOfMemoryLog;
  readonly stateDirectory: string;
  /** The executor's, for people to find it. */
  readonly directory: string;
}

const MAX_REASON_BYTES = 4096;
/** Between two tries to end a container that is still being made. */
const KILL_AGAIN_MS = 20;
/** A result waits this long in memory for room on a full disk; then the run is given back as our failure. */
const ROOM_PATIENCE_MS = 60_000;
const ROOM_AGAIN_MS = 250;
/** A file of one block tells whether there is room. */
const BLOCK_BYTES = 4096;

/** As much is written in less time than another thread takes to wake. */
const SMALL_BYTES = 64 << 10;

/**
 * One container from its start to its exit file. Its small files are read and written at once: a wait for another thread
 * costs several times the work itself, and there are a dozen of them in each run.
 */
export class ContainerRun {
  private timedOut = false;
  private stopped = false;
  private killing?: Promise<unknown>;
  private over = false;

  constructor(
    readonly attemptId: string,
    private readonly directory: RunDirectory,
    private readonly parts: RunnerParts,
  ) {}

  /** Resolves when crun has been started; `ended` is called once the exit file is there. */
  async start(ended: () => void): Promise<void> {
    const order = JSON.parse(readFileSync(this.directory.run, 'utf8')) as RunOrder;
    const startedAt = new Date().toISOString();
    const slot = await this.setUp(order, startedAt);
    void this.runToEnd(order, slot, startedAt)
      .catch((error: Error) => this.writeExit(failedExit(startedAt, this.failureOf(error))))
      // Other runs must not end with this runner because one cannot be written down.
      .catch((error: Error) => process.stderr.write(`${this.attemptId}: ${error.message}\n`))
      .finally(ended);
  }

  /** The room to write down its end comes first: what cannot be told must not be started. */
  private async setUp(order: RunOrder, startedAt: string): Promise<WorkSlot> {
    const { slots } = this.parts;
    let slot: WorkSlot | undefined;
    try {
      reserveExitFile(this.directory);
      writeFileSync(this.directory.started, startedAt);
      slot = await slots.take(order.uid, order.gid);
      const configuration = withWork(order.configuration, slot.work);
      writeFileSync(this.directory.configuration, JSON.stringify(configuration));
      return slot;
    } catch (error) {
      this.over = true;
      if (slot) await slots.giveBack(slot);
      throw error;
    }
  }

  private failureOf(error: Error): string {
    const full = asFullDisk(this.parts.directory, error);
    return full ? `The run could not be kept: ${full.message}` : `The runner failed: ${error.message}`;
  }

  /** Ends the container now, also one that is still being made. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    while (!this.over) {
      this.killing = this.parts.crun.kill(this.attemptId);
      await this.killing;
      await pause(KILL_AGAIN_MS);
    }
  }

  private async runToEnd(order: RunOrder, slot: WorkSlot, startedAt: string): Promise<void> {
    const began = performance.now();
    const output = new OutputFile(slot.output, this.directory.output, order.outputCapBytes);
    const deadline = setTimeout(() => {
      this.timedOut = true;
      void this.stop();
    }, order.timeoutMs);
    const exitCode = await this.runCrun(order, slot);
    const durationMs = Math.round(performance.now() - began);
    clearTimeout(deadline);
    this.over = true;
    await this.killing; // nothing that names this run outlives it
    await output.close();
    await this.deleteLeftovers();
    try {
      const failure = explainCrunFailure(this.directory.crunLog, exitCode);
      if (exitCode === 1 || failure.startFailure || failure.imageFailure) this.mustHaveRoom();
      const { reason, warnings } = await this.collect(order, slot);
      const outOfMemory = this.metMemoryLimit(exitCode);
      const ending = { exitCode, timedOut: this.timedOut, outOfMemory, startedAt, durationMs };
      const cut = output.isCut ? [`its output was cut: ${diskFullSentence(this.parts.directory)}`] : [];
      this.writeExit({ ...ending, ...failure, reason, warnings: [...warnings, ...cut] });
    } finally {
      await this.parts.slots.giveBack(slot);
    }
  }

  /**
   * crun, too, exits with 1 when it cannot start a container, and on a full disk it cannot say so in its log, or blames
   * something else: then nobody knows whose 1 it is, and it must not count against the container.
   */
  private mustHaveRoom(): void {
    const probe = `${this.directory.crunLog}.probe`;
    try {
      writeFileSync(probe, Buffer.alloc(BLOCK_BYTES));
    } finally {
      rmSync(probe, { force: true });
    }
  }

  private runCrun(order: RunOrder, slot: WorkSlot): Promise<number | undefined> {
    const ends = openEnds(order, this.directory, slot);
    const child = this.parts.crun.run(this.attemptId, this.directory, ends);
    ends.close();
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? undefined));
    });
  }

  /** `crun run` tidies up by itself, unless it was ended itself. */
  private async deleteLeftovers(): Promise<void> {
    if (existsSync(join(this.parts.stateDirectory, this.attemptId)))
      await this.parts.crun.delete(this.attemptId);
  }

  private async collect(order: RunOrder, slot: WorkSlot): Promise<{ reason?: string; warnings: string[] }> {
    const { resultFile, reasonFile, maxResultBytes, blobFile, maxBlobBytes } = order.collect;
    const result = collectFile(slot.work, resultFile, maxResultBytes);
    if (result.bytes) await this.keep(this.directory.result, result.bytes);
    const blob = blobFile ? collectFile(slot.work, blobFile, maxBlobBytes) : {};
    if (blob.bytes) await this.keep(this.directory.blob, blob.bytes);
    const reason = reasonFile ? collectFile(slot.work, reasonFile, MAX_REASON_BYTES) : {};
    const warnings = [result.warning, blob.warning, reason.warning].filter((text) => text !== undefined);
    return { reason: firstLine(reason.bytes), warnings };
  }

  /** Of a run that has ended: on a full disk it waits in memory for room, unless nobody wants it any more. */
  private async keep(file: string, bytes: Buffer): Promise<void> {
    const until = performance.now() + ROOM_PATIENCE_MS;
    for (;;) {
      try {
        return bytes.length > SMALL_BYTES ? await writeFile(file, bytes) : writeFileSync(file, bytes);
      } catch (error) {
        if (!isDiskFull(error as Error)) throw error;
        if (this.timedOut) return await rm(file, { force: true }); // not counted
        if (this.stopped || performance.now() >= until) throw error;
        await pause(ROOM_AGAIN_MS);
      }
    }
  }

  private metMemoryLimit(exitCode: number | undefined): boolean {
    const log = this.parts.outOfMemory;
    const named = log.sawLimitOf(`knockem-${this.attemptId}`);
    return named || (exitCode === 137 && !this.stopped && log.uncertain);
  }

  private writeExit(exit: RunExit): void {
    this.over = true;
    writeExitFile(this.directory, exit);
  }
}

function withWork(configuration: OciConfiguration, work: string): OciConfiguration {
  const mounts = configuration.mounts.map((mount) =>
    mount.destination === '/knockem/work' ? { ...mount, source: work } : mount,
  );
  return { ...configuration, mounts };
}
