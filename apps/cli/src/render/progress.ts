import { type MultiBar, Presets, MultiBar as Bars, type SingleBar } from 'cli-progress';
import { isTerminalAssay, isTerminalSubmission } from '#domain';
import type { Snapshot } from '../client/follow-submission';
import { Pace } from './pace';
import { renderCounters, settledOf, totalOf } from './submission';

/** Often enough to see that it goes on, seldom enough to read an hour's log. */
const PLAIN_LINE_MS = 5000;

/** Shows how far a submission is: bars on a terminal, a line per change elsewhere. */
export interface ProgressView {
  show(snapshot: Snapshot): void;
  /** A sentence beside the progress. */
  note(sentence: string): void;
  end(): void;
}

export function progressView(output: NodeJS.WriteStream = process.stderr): ProgressView {
  return output.isTTY ? new TerminalBars(output) : new PlainLines(output);
}

/** One bar per assay, as the assays become known. */
class TerminalBars implements ProgressView {
  private readonly bars: MultiBar;
  private readonly byAssay = new Map<string, { readonly bar: SingleBar; readonly pace: Pace }>();

  constructor(output: NodeJS.WriteStream) {
    this.bars = new Bars(
      {
        stream: output,
        hideCursor: true,
        clearOnComplete: false,
        format: '  {assay} {bar} {value}/{total}  {status}  {pace}',
        barsize: 30,
        emptyOnZero: true,
        // The bars' own signal handlers would swallow Ctrl-C; the commands have theirs.
        gracefulExit: false,
      },
      Presets.shades_classic,
    );
  }

  show(snapshot: Snapshot): void {
    for (const assay of snapshot.assays) {
      const failed = assay.counters.failed > 0 ? `, ${assay.counters.failed} failed` : '';
      const [settled, total] = [settledOf(assay.counters), totalOf(assay.counters)];
      const { bar, pace } = this.shownOf(assay.assayId);
      bar.setTotal(total);
      bar.update(settled, {
        assay: assay.assayType.padEnd(15),
        status: `${assay.status}${failed}`.padEnd(12),
        pace: isTerminalAssay(assay.status)
          ? ''
          : pace.note(settled, Date.now()).inWords(total, { mayGrow: mayGrow(assay) }),
      });
    }
  }

  private shownOf(assayId: string): { readonly bar: SingleBar; readonly pace: Pace } {
    const known = this.byAssay.get(assayId);
    if (known) return known;
    const made = { bar: this.bars.create(0, 0, { assay: '', status: '', pace: '' }), pace: new Pace() };
    this.byAssay.set(assayId, made);
    return made;
  }

  note(sentence: string): void {
    this.bars.log(`${sentence}\n`);
  }

  end(): void {
    this.bars.stop();
  }
}

/** For log files and pipes. The end of the submission is told by whoever watches. */
class PlainLines implements ProgressView {
  private states = '';
  private line = '';
  private saidAt = 0;
  private readonly pace = new Pace();

  constructor(private readonly output: NodeJS.WriteStream) {}

  /** A line when a state changed, else at most one every five seconds, and none that says nothing new. */
  show(snapshot: Snapshot): void {
    const line = `${snapshot.status}: ${renderCounters(snapshot.counters)}`;
    if (line === this.line || isTerminalSubmission(snapshot.status)) return;
    const states = [snapshot, ...snapshot.assays].map(({ status }) => status).join(' ');
    const now = Date.now();
    if (states === this.states && now - this.saidAt < PLAIN_LINE_MS) return;
    this.states = states;
    this.line = line;
    this.saidAt = now;
    const [settled, total] = [settledOf(snapshot.counters), totalOf(snapshot.counters)];
    const pace = this.pace.note(settled, now).inWords(total, { mayGrow: snapshot.assays.some(mayGrow) });
    this.output.write(`${line}${pace && `; ${pace}`}\n`);
  }

  note(sentence: string): void {
    this.output.write(`${sentence}\n`);
  }

  end(): void {}
}

/** Not planned yet, or planned in rounds of which nobody knows the last: a search goes on as long as it finds something. */
const mayGrow = ({ status, round }: Snapshot['assays'][number]): boolean =>
  status === 'blocked' || (!isTerminalAssay(status) && round > 1);
