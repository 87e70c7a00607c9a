import { Inject, Injectable } from '@nestjs/common';
import { type KnockemLogger } from './logging/logger';
import { LOGGER } from './tokens';

/**
 * In this order a service ends; within a phase everything at once.
 *   intake  takes no new work: readers, consumers, requests that wait for an answer
 *   work    finishes or gives back what is held
 *   flush   sends what has been decided: relays, reports
 *   store   closes databases and files
 */
export const SHUTDOWN_PHASES = ['intake', 'work', 'flush', 'store'] as const;
export type ShutdownPhase = (typeof SHUTDOWN_PHASES)[number];

/** What a part does when its service ends. A step that fails is logged and stops no other step. Runs once. */
@Injectable()
export class ShutdownSequence {
  private readonly steps: { phase: ShutdownPhase; name: string; run: () => unknown }[] = [];
  private running?: Promise<void>;

  constructor(@Inject(LOGGER) private readonly logger: KnockemLogger) {}

  get begun(): boolean {
    return this.running !== undefined;
  }

  add(phase: ShutdownPhase, name: string, run: () => unknown): void {
    this.steps.push({ phase, name, run });
  }

  run(): Promise<void> {
    this.running ??= this.runPhases();
    return this.running;
  }

  private async runPhases(): Promise<void> {
    for (const phase of SHUTDOWN_PHASES) {
      const steps = this.steps.filter((step) => step.phase === phase);
      await Promise.all(steps.map((step) => this.runStep(step.name, step.run)));
    }
  }

  private async runStep(name: string, run: () => unknown): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.logger.error({ err: error }, `shutting down: ${name} failed`);
    }
  }
}
