import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import type { OciConfiguration, RunDirectory, RunExit, RunOrder } from '../executor-directory';
import { firstLine } from '../../images/first-line';
import { collectFile } from './collect-result';
import type { CrunCommand } from './crun-command';
import { explainCrunFailure } from './explain-crun-failure';
import type { OutOfMemoryLog } from './out-of-memory-log';
import { OutputFile } from './output-file';
import type { WorkSlot, WorkSlots } from './work-slots';

export interface RunnerParts {
  readonly crun: CrunCommand;
  readonly slots: WorkSlots;
  readonly outOfMemory: OutOfMemoryLog;
  readonly stateDirectory: string;
}

const MAX_REASON_BYTES = 4096;
/** Between two tries to end a container that is still being made. */
const KILL_AGAIN_MS = 20;

/** One container from its start to its exit file. */
export class ContainerRun {
  private timedOut = false;
  private stopped = false;
  private over = false;

  constructor(
    readonly attemptId: string,
    private readonly directory: RunDirectory,
    private readonly parts: RunnerParts,
  ) {}

  /** Resolves when crun has been started; `ended` is called once the exit file is there. */
  async start(ended: () => void): Promise<void> {
    const order = JSON.parse(await readFile(this.directory.run, 'utf8')) as RunOrder;
    const startedAt = new Date().toISOString();
    await writeFile(this.directory.started, startedAt);
    const slot = await this.parts.slots.take(order.uid, order.gid);
    await writeFile(this.directory.configuration, JSON.stringify(withWork(order.configuration, slot.work)));
    void this.runToEnd(order, slot, startedAt)
      .catch((error: Error) => this.writeExit(failedExit(startedAt, `The runner failed: ${error.message}`)))
      .finally(ended);
  }

  /** Ends the container now, also one that is still being made. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    while (!this.over) {
      await this.parts.crun.kill(this.attemptId);
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
    const exitCode = await this.runCrun(slot);
    const durationMs = Math.round(performance.now() - began);
    clearTimeout(deadline);
    this.over = true;
    await output.close();
    await this.deleteLeftovers();
    const collected = await this.collect(order, slot);
    const failure = await explainCrunFailure(this.directory.crunLog, exitCode);
    const outOfMemory = this.metMemoryLimit(exitCode);
    await this.parts.slots.giveBack(slot);
    const ending = { exitCode, timedOut: this.timedOut, outOfMemory, startedAt, durationMs };
    await this.writeExit({ ...ending, ...failure, ...collected });
  }

  private runCrun(slot: WorkSlot): Promise<number | undefined> {
    const pipe = openSync(slot.output, 'w');
    const child = this.parts.crun.run(this.attemptId, this.directory, pipe);
    closeSync(pipe);
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
    const result = await collectFile(slot.work, resultFile, maxResultBytes);
    if (result.bytes) await writeFile(this.directory.result, result.bytes);
    const blob = blobFile ? await collectFile(slot.work, blobFile, maxBlobBytes) : {};
    if (blob.bytes) await writeFile(this.directory.blob, blob.bytes);
    const reason = reasonFile ? await collectFile(slot.work, reasonFile, MAX_REASON_BYTES) : {};
    const warnings = [result.warning, blob.warning, reason.warning].filter((text) => text !== undefined);
    return { reason: firstLine(reason.bytes), warnings };
  }

  private metMemoryLimit(exitCode: number | undefined): boolean {
    const log = this.parts.outOfMemory;
    const named = log.sawLimitOf(`knockem-${this.attemptId}`);
    return named || (exitCode === 137 && !this.stopped && log.uncertain);
  }

  private async writeExit(exit: RunExit): Promise<void> {
    this.over = true;
    await writeExitFile(this.directory, exit);
  }
}

export async function writeExitFile(directory: RunDirectory, exit: RunExit): Promise<void> {
  await writeFile(`${directory.exit}.new`, JSON.stringify(exit));
  await rename(`${directory.exit}.new`, directory.exit);
}

export const failedExit = (startedAt: string, startFailure: string): RunExit => ({
  timedOut: false,
  outOfMemory: false,
  startedAt,
  durationMs: 0,
  startFailure,
  warnings: [],
});

function withWork(configuration: OciConfiguration, work: string): OciConfiguration {
  const mounts = configuration.mounts.map((mount) =>
    mount.destination === '/knockem/work' ? { ...mount, source: work } : mount,
  );
  return { ...configuration, mounts };
}
