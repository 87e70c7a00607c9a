import { setTimeout as delay } from 'node:timers/promises';
import { atMost, type Row } from '../report';
import type { BenchStack } from '../stack/bench-stack';
import { percentile } from '../statistics';

const EVERY_MS = 20;
const P99_MS = 50;

/** A user who keeps looking: status and list over REST, each answer's time in ms. */
export class Reader {
  private readonly status: number[] = [];
  private readonly list: number[] = [];
  private stopped = false;
  private readonly reading: Promise<void>;

  constructor(
    private readonly stack: BenchStack,
    submissionId: string,
  ) {
    this.reading = this.read(submissionId);
    this.reading.catch(() => undefined);
  }

  /** Looks no more, and judges what was seen. */
  async rows(when: string): Promise<Row[]> {
    this.stopped = true;
    await this.reading;
    const row = (what: string, times: readonly number[]): Row =>
      atMost(P99_MS, {
        what: `${when}: ${what}, p99 of ${times.length}`,
        ours: percentile(times, 99),
        unit: 'ms',
      });
    return [row('status', this.status), row('list', this.list)];
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
