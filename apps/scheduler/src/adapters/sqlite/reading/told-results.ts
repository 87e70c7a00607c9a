import { MAX_INLINE_BYTES, NO_RESULTS, ResultsDigest, type CompetitionOutcome } from '#contracts';
import type { SettledResults } from './settled-results';

/** All that the requests of rounds 1..round have told. */
interface Told {
  readonly round: number;
  readonly total: number;
  readonly digest: string;
}

export interface ToldByRound extends Told {
  /** What this round tells that no earlier one did; absent where it does not fit into a message. */
  readonly results?: readonly CompetitionOutcome[];
}

interface Remembered {
  readonly toldAnew: number;
  /** The last two rounds: a request may be rendered again. */
  readonly rounds: readonly Told[];
}

/** Assays whose last rounds are remembered, some 200 bytes each. */
const REMEMBERED_ASSAYS = 10_000;
/** Rounds read before others get the event loop. */
const ROUNDS_AT_A_TIME = 20;

/**
 * What the request of a round tells: the results since the round before, and count and digest of all so far. From the
 * round before it costs what the round brought; after a restart, or when results told before were withdrawn, once
 * again all rounds, with the event loop given up in between.
 */
export class ToldResults {
  private readonly remembered = new Map<number, Remembered>();

  constructor(private readonly results: SettledResults) {}

  async byRound(
    assay: { readonly row: number; readonly toldAnew: number },
    round: number,
  ): Promise<ToldByRound> {
    let last = this.roundBefore(assay, round) ?? NOTHING_TOLD;
    const watermarks = this.results.watermarks(assay.row, last.round, round);
    let told: ToldByRound = { ...last, results: [] };
    for (let next = last.round + 1; next <= round; next++) {
      const between = { after: watermarks.get(next - 1) ?? 0, upTo: watermarks.get(next) ?? 0 };
      told = await this.read(assay.row, last, between);
      if (next < round) last = told;
      if (next % ROUNDS_AT_A_TIME === 0) await new Promise(setImmediate);
    }
    this.remember(assay, [last, told]);
    return told;
  }

  private async read(
    assayRow: number,
    last: Told,
    between: { readonly after: number; readonly upTo: number },
  ): Promise<ToldByRound> {
    const digest = new ResultsDigest(last.digest);
    const results: CompetitionOutcome[] = [];
    let [bytes, count] = [0, 0];
    for await (const result of this.results.all({ assayRow, ...between })) {
      digest.add(result);
      count++;
      if (bytes > MAX_INLINE_BYTES) continue;
      bytes += Buffer.byteLength(JSON.stringify(result)) + 1;
      results.push(result);
    }
    return {
      round: last.round + 1,
      total: last.total + count,
      digest: digest.hex(),
      ...(bytes > MAX_INLINE_BYTES ? {} : { results }),
    };
  }

  private roundBefore(
    { row, toldAnew }: { readonly row: number; readonly toldAnew: number },
    round: number,
  ): Told | undefined {
    const known = this.remembered.get(row);
    return known?.toldAnew === toldAnew ? known.rounds.find((told) => told.round === round - 1) : undefined;
  }

  private remember(
    { row, toldAnew }: { readonly row: number; readonly toldAnew: number },
    rounds: readonly Told[],
  ): void {
    this.remembered.delete(row);
    const without = rounds.map(({ round, total, digest }) => ({ round, total, digest }));
    this.remembered.set(row, { toldAnew, rounds: without });
    if (this.remembered.size > REMEMBERED_ASSAYS) {
      this.remembered.delete(this.remembered.keys().next().value!);
    }
  }
}

const NOTHING_TOLD: Told = { round: 0, total: 0, digest: NO_RESULTS };
