import { type MultiBar, Presets, MultiBar as Bars, type SingleBar } from 'cli-progress';
import type { Snapshot } from '../client/follow-submission';
import { renderCounters, settledOf, totalOf } from './submission';

/** Shows how far a submission is: bars on a terminal, a line per change elsewhere. */
export interface ProgressView {
  show(snapshot: Snapshot): void;
  end(): void;
}

export function progressView(output: NodeJS.WriteStream = process.stderr): ProgressView {
  return output.isTTY ? new TerminalBars(output) : new PlainLines(output);
}

/** One bar per assay, as the assays become known. */
class TerminalBars implements ProgressView {
  private readonly bars: MultiBar;
  private readonly byAssay = new Map<string, SingleBar>();

  constructor(output: NodeJS.WriteStream) {
    this.bars = new Bars(
      {
        stream: output,
        hideCursor: true,
        clearOnComplete: false,
        format: '  {assay} {bar} {value}/{total}  {status}  {eta_formatted}',
        barsize: 30,
        etaBuffer: 50,
        emptyOnZero: true,
      },
      Presets.shades_classic,
    );
  }

  show(snapshot: Snapshot): void {
    for (const assay of snapshot.assays) {
      const failed = assay.counters.failed > 0 ? `, ${assay.counters.failed} failed` : '';
      const payload = { assay: assay.assayType.padEnd(15), status: `${assay.status}${failed}`.padEnd(12) };
      const bar = this.byAssay.get(assay.assayId) ?? this.bars.create(totalOf(assay.counters), 0, payload);
      this.byAssay.set(assay.assayId, bar);
      bar.setTotal(totalOf(assay.counters));
      bar.update(settledOf(assay.counters), payload);
    }
  }

  end(): void {
    this.bars.stop();
  }
}

class PlainLines implements ProgressView {
  private last = '';
  private lastAt = 0;

  constructor(private readonly output: NodeJS.WriteStream) {}

  /** A line when a state changed, else at most one every five seconds, and none that says nothing new. */
  show(snapshot: Snapshot): void {
    const states = `${snapshot.status} ${snapshot.assays.map((assay) => assay.status).join(' ')}`;
    const line = `${snapshot.status}: ${renderCounters(snapshot.counters)}`;
    const now = Date.now();
    if (`${states} ${line}` === this.last) return;
    if (this.last.startsWith(`${states} `) && now - this.lastAt < 5000) return;
    this.last = `${states} ${line}`;
    this.lastAt = now;
    this.output.write(`${line}\n`);
  }

  end(): void {}
}
