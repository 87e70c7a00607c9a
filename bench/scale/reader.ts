import { setTimeout as delay } from 'node:timers/promises';
import type { BenchStack } from '../stack/bench-stack';

const EVERY_MS = 20;

/** A user who keeps looking: status and list over REST, each answer's time in ms. */
export class Reader {
  readonly status: number[] = [];
  readonly list: number[] = [];
  private stopped = false;
  private readonly reading: Promise<void>;

  constructor(
    private readonly stack: BenchStack,
    submissionId: string,
  ) {
    this.reading = this.read(submissionId);
    this.reading.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.reading;
  }

  private async read(submissionId: string): Promise<void> {
    const { client } = this.stack;
    while (!this.stopped) {
      this.status.push((await client.status(submissionId)).tookMs);
      this.list.push((await client.list()).tookMs);
      await delay(EVERY_MS);
    }
  }
}
