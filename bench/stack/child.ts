import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChildRecipe } from '../../apps/cli/src/stack/supervised-child';
import { trackChild } from '#testing';

const READY_POLL_MS = 10;
const READY_BOUND_MS = 120_000;

/** A process under measurement. It is not started again when it dies: the bench fails, and says its last words. */
export class Child {
  private readonly process: ChildProcess;

  constructor(
    private readonly recipe: ChildRecipe,
    onMessage?: (message: unknown) => void,
  ) {
    const log = openSync(recipe.logFile, 'a');
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...recipe.env };
    this.process = spawn(recipe.command, recipe.args, {
      env,
      stdio: onMessage ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    });
    closeSync(log);
    trackChild(this.process, recipe.name);
    if (onMessage) this.process.on('message', onMessage);
  }

  get name(): string {
    return this.recipe.name;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  send(message: object): void {
    this.process.send?.(message);
  }

  async ready(): Promise<void> {
    const until = performance.now() + READY_BOUND_MS;
    while (!(await this.recipe.isReady().catch(() => false))) {
      this.mustLive();
      if (performance.now() > until) throw new Error(`${this.name} is not ready: ${this.lastWords()}`);
      await delay(READY_POLL_MS);
    }
  }

  mustLive(): void {
    if (!this.isAlive()) throw new Error(`${this.name} ended by itself: ${this.lastWords()}`);
  }

  async stop(): Promise<void> {
    if (!this.isAlive()) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const force = setTimeout(() => this.process.kill('SIGKILL'), this.recipe.stopMs);
    await gone;
    clearTimeout(force);
  }

  private isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  private lastWords(): string {
    return readFileSync(this.recipe.logFile, 'utf8').trimEnd().split('\n').slice(-3).join('\n');
  }
}
