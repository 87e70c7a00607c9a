import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChildRecipe } from '../../apps/cli/src/stack/supervised-child';

/** As the supervisor's first back-off: a process that ended by itself is started again after this. */
const START_AGAIN_MS = 250;
const READY_POLL_MS = 50;
const READY_BOUND_MS = 60_000;

export interface ServiceEvents {
  /** It ended, and nobody had asked it to. */
  onSelfEnd(name: string, how: string, lastWords: string): void;
}

/**
 * One process of the attacked stack. Always on its way up unless it is held down: a supervisor that starts again what
 * died. Every signal goes to the child that this object started, by its own handle.
 */
export class Service {
  private child?: ChildProcess;
  private holdingDown = 0;
  private expectEnd = false;
  private ending = false;
  /** Starts so far. */
  starts = 0;
  paused = false;
  /** When it was last seen to be away, or coming up: those that need it may end themselves for it. */
  private lastAway = 0;
  private hasAnswered = false;

  constructor(
    private readonly recipe: ChildRecipe,
    private readonly events: ServiceEvents,
  ) {}

  get name(): string {
    return this.recipe.name;
  }

  get pid(): number | undefined {
    return this.isAlive ? this.child?.pid : undefined;
  }

  get isAlive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Alive, not stopped, and nobody holds it down. */
  get isUp(): boolean {
    return this.isAlive && !this.paused && this.holdingDown === 0;
  }

  /** Has answered since its last start, and is not stopped. */
  get isReady(): boolean {
    return this.isUp && this.hasAnswered;
  }

  /** Has been up without a break for so long. */
  upFor(ms: number): boolean {
    return this.isUp && performance.now() - this.lastAway > ms;
  }

  start(): void {
    this.lastAway = performance.now();
    const log = openSync(this.recipe.logFile, 'a');
    const child = spawn(this.recipe.command, this.recipe.args, {
      env: { ...process.env, ...this.recipe.env },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    this.starts += 1;
    this.hasAnswered = false;
    void this.noteAnswer(child);
    this.paused = false;
    this.expectEnd = false;
    child.once('exit', (code, signal) => this.ended(child, code, signal));
    child.once('error', (error) => this.events.onSelfEnd(this.name, error.message, ''));
  }

  async ready(): Promise<void> {
    const until = performance.now() + READY_BOUND_MS;
    while (!this.hasAnswered) {
      if (performance.now() > until)
        throw new Error(`${this.name} is not ready after a minute: ${this.lastWords()}`);
      await pause(READY_POLL_MS);
    }
  }

  private async noteAnswer(child: ChildProcess): Promise<void> {
    while (this.child === child && this.isAlive) {
      if (await this.recipe.isReady().catch(() => false)) {
        this.hasAnswered = this.child === child;
        return;
      }
      await pause(READY_POLL_MS);
    }
  }

  /** SIGKILL; started again after `downMs`. Resolves when it has been started again. */
  async kill(downMs: number): Promise<void> {
    await this.killWhile(() => pause(downMs));
  }

  /** SIGKILL; started again when `work`, which begins once it is dead, has ended. */
  async killWhile(work: () => Promise<void>): Promise<void> {
    await this.down('SIGKILL', work);
  }

  /** SIGTERM, and SIGKILL when that is not listened to; started again after `downMs`. */
  async terminate(downMs: number): Promise<void> {
    const force = setTimeout(() => this.child?.kill('SIGKILL'), this.recipe.stopMs);
    await this.down('SIGTERM', () => pause(downMs)).finally(() => clearTimeout(force));
  }

  /** Ends itself at an armed point: nothing is sent here. Resolves with false when it did not come to it in time. */
  async diesWithin(boundMs: number, downMs: number): Promise<boolean> {
    const child = this.child;
    if (!child || !this.isAlive) return false;
    this.expectEnd = true;
    this.holdingDown += 1;
    const gone = once(child, 'exit').then(() => true);
    const died = await Promise.race([gone, pause(boundMs, false)]);
    if (died) await pause(downMs);
    else this.expectEnd = false;
    this.release();
    return died;
  }

  /** SIGSTOP for `ms`, as a machine that swaps or is suspended. */
  async freeze(ms: number): Promise<void> {
    await this.freezeWhile(() => pause(ms));
  }

  /** SIGSTOP until `work` has ended; only `work` where it does not run. */
  async freezeWhile(work: () => Promise<void>): Promise<void> {
    const child = this.child;
    if (!child || !this.isAlive) return work();
    this.paused = true;
    child.kill('SIGSTOP');
    try {
      await work();
    } finally {
      child.kill('SIGCONT');
      this.lastAway = performance.now();
      if (this.child === child) this.paused = false;
    }
  }

  /** Polite, then by force after `boundMs`; stays down. */
  async stop(boundMs = this.recipe.stopMs): Promise<void> {
    this.ending = true;
    const child = this.child;
    if (!child || !this.isAlive) return;
    const gone = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), boundMs);
    await gone;
    clearTimeout(force);
  }

  lastWords(lines = 5): string {
    return readFileSync(this.recipe.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  private async down(signal: NodeJS.Signals, whileDown: () => Promise<void>): Promise<void> {
    const child = this.child;
    this.holdingDown += 1;
    try {
      if (child && this.isAlive) {
        this.expectEnd = true;
        const gone = once(child, 'exit');
        child.kill(signal);
        await gone;
      }
      await whileDown();
    } finally {
      this.release();
    }
  }

  private release(): void {
    this.holdingDown -= 1;
    if (this.holdingDown === 0 && !this.isAlive && !this.ending) this.start();
  }

  private ended(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.child !== child || this.ending || this.expectEnd) return;
    this.events.onSelfEnd(this.name, signal ? `by ${signal}` : `with code ${code}`, this.lastWords());
    setTimeout(() => {
      if (!this.isAlive && this.holdingDown === 0 && !this.ending) this.start();
    }, START_AGAIN_MS);
  }
}
