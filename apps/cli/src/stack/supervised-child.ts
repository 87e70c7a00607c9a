import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { recordProcess, type RecordedProcess } from './stack-file';

export interface ChildRecipe {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** True once the child answers; polled after every start. */
  readonly isReady: () => Promise<boolean>;
  /** How long a polite stop may take before the child is ended. */
  readonly stopMs: number;
}

export type Say = (sentence: string) => void;

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 30_000;
/** A child that lived this long was healthy: its next back-off starts small again. */
const HEALTHY_MS = 30_000;
const READY_POLL_MS = 50;

/**
 * One process of the stack. Modes: starting (until it answers), up, waiting (died; restarted after a growing
 * back-off, and said), stopped (asked to; stays so). Does not promise that a child which hangs without dying is noticed.
 */
export class SupervisedChild {
  private child?: ChildProcess;
  private stopping = false;
  private backoffMs = FIRST_BACKOFF_MS;
  private restartTimer?: NodeJS.Timeout;
  private spawnError?: Error;
  private lastEnd?: string;
  private answered = false;
  restarts = 0;

  constructor(
    private readonly recipe: ChildRecipe,
    private readonly say: Say,
    private readonly onChange: () => void = () => undefined,
  ) {}

  get name(): string {
    return this.recipe.name;
  }

  get pid(): number | undefined {
    return this.child?.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }

  /** How it stands, for the stack file; a pid that is down has no start time. */
  record(): RecordedProcess {
    const { name, restarts, lastEnd, answered } = this;
    const known = this.child?.pid ?? 0;
    const life = this.pid === undefined ? { name, pid: known, startTime: '' } : recordProcess(name, this.pid);
    return { ...life, restarts, lastEnd, answered };
  }

  /** Starts the child and resolves when it answers; rejects with its last words when it dies first or never answers. */
  async startAndWait(timeoutMs: number): Promise<void> {
    this.spawnChild({ restartOnExit: false });
    const deadline = Date.now() + timeoutMs;
    while (!(await this.recipe.isReady().catch(() => false))) {
      if (this.stopping) throw new Error(`${this.name} was stopped while starting`);
      await pause(READY_POLL_MS);
      if (this.pid === undefined) throw new Error(`${this.name} did not start: ${this.lastWords()}`);
      if (Date.now() > deadline) {
        throw new Error(
          `${this.name} does not answer after ${timeoutMs / 1000} s; its log: ${this.recipe.logFile}`,
        );
      }
    }
    this.answered = true;
    this.superviseFromNowOn();
    this.onChange();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restartTimer);
    const child = this.child;
    if (child && this.pid !== undefined) {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), this.recipe.stopMs);
      await gone;
      clearTimeout(force);
    }
  }

  /** The child writes into its log file itself, so that it outlives a supervisor that was ended by force. */
  private spawnChild(options: { restartOnExit: boolean }): void {
    const log = openSync(this.recipe.logFile, 'a');
    // The token of whoever starts the stack is for the gateway of somebody else.
    const { KNOCKEM_TOKEN: _token, KNOCKEM_WEBHOOK_SECRET: _secret, ...inherited } = process.env;
    const child = spawn(this.recipe.command, this.recipe.args, {
      env: { ...inherited, ...this.recipe.env },
      // A process group of its own: Ctrl-C reaches the supervisor alone, which then stops in order.
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    child.on('error', (error) => (this.spawnError = error));
    if (options.restartOnExit) this.superviseFromNowOn();
    this.onChange();
  }

  /** What the child said last: the sentence with which a service that cannot start explains itself. */
  private lastWords(): string {
    if (this.spawnError) return this.spawnError.message;
    return readFileSync(this.recipe.logFile, 'utf8').trimEnd().split('\n').pop() || 'it said nothing';
  }

  private superviseFromNowOn(): void {
    const startedAt = Date.now();
    const onExit = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (this.stopping) return;
      if (Date.now() - startedAt > HEALTHY_MS) this.backoffMs = FIRST_BACKOFF_MS;
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      this.say(
        `${this.name} ${how}; starting it again in ${this.backoffMs / 1000} s (log: ${this.recipe.logFile})`,
      );
      this.restartTimer = setTimeout(() => {
        this.restarts += 1;
        this.spawnChild({ restartOnExit: true });
        this.say(`${this.name} started again (pid ${this.pid})`);
      }, this.backoffMs);
      this.backoffMs = Math.min(this.backoffMs * 2, LONGEST_BACKOFF_MS);
      this.lastEnd = `${how}, ${new Date().toISOString()}`;
      this.onChange();
    };
    if (this.child && this.pid === undefined) onExit(this.child.exitCode, this.child.signalCode);
    else this.child?.once('exit', onExit);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
