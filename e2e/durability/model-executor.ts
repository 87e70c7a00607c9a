import { setTimeout as delay } from 'node:timers/promises';
import type { GrantedCompetition, Report } from '#contracts';
import type { Messaging } from '#messaging';
import { type Random, seededRandom } from '#science';
import { ScriptedExecutor } from '#testing';
import type { SimulatedImage } from '../../apps/planner/src/testing/simulated-image';

export interface Model {
  readonly image: SimulatedImage;
  readonly numSites: number;
  /** Seed of the order in which runs end. */
  readonly shuffle: number;
}

/** An executor over the real bus whose runs are an image in memory: inspections, contests, kept genomes. */
export class ModelExecutor {
  private readonly executor: ScriptedExecutor;
  private readonly random: Random;
  private working: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly messaging: Messaging,
    private readonly model: Model,
  ) {
    this.executor = new ScriptedExecutor(messaging, 8);
    this.random = seededRandom(model.shuffle);
  }

  get grants(): ScriptedExecutor['grants'] {
    return this.executor.grants;
  }

  /** Turn after turn until `stop`; after each, some of the runs held have ended. */
  work(): void {
    this.working = (async () => {
      while (!this.stopped) {
        const waits = this.executor.holds.length === 0;
        await this.executor.turn({ maxWaitMs: waits ? 500 : 0 }).catch(() => delay(50));
        for (const held of this.executor.holds) if (this.random.below(3) === 0) await this.end(held);
      }
    })();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.working;
    await this.executor.stop();
  }

  private async end(held: GrantedCompetition): Promise<void> {
    const report = await this.reportOf(held).catch(() => undefined);
    if (report) this.executor.end(held, report);
  }

  private async reportOf({ args, seed }: GrantedCompetition): Promise<Partial<Report>> {
    const { image, numSites } = this.model;
    if (args.length === 1) return { value: { numSites, warnings: [] } };
    const [sitesOutAlpha, sitesOutBeta] = args.map(sitesIn);
    const told = image({ sitesOutAlpha, sitesOutBeta }, seed);
    if ('failure' in told) return { outcome: 'container-error', reason: told.failure, value: undefined };
    const value = { ...told, warnings: [] };
    if (args[2] !== 'keep') return { value };
    const { digest } = await this.messaging.blobs.put(Buffer.from(`without ${args[1]}`));
    return { value, blobDigest: digest };
  }
}

const DIGITS = '0123456789abcdefghijklmnopqrstuv';

/** As entry.sh reads it: numbers, or `=` and a bit set of five numbers to a character, lowest bit first. */
function sitesIn(argument: string): number[] {
  if (!argument.startsWith('=')) return argument.split(' ').filter(Boolean).map(Number);
  return [...argument.slice(1)].flatMap((digit, at) =>
    [0, 1, 2, 3, 4].filter((bit) => DIGITS.indexOf(digit) & (1 << bit)).map((bit) => at * 5 + bit),
  );
}
