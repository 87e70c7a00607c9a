import { SingleBar } from 'cli-progress';
import { Pace } from './pace';

/** What is over sooner needs no bar. */
const PATIENCE_MS = 500;
/** As often as a log file wants to hear of it. */
const PLAIN_LINE_MS = 5000;

/** How much of a countable piece of work is done. */
export interface StepsView {
  show(done: number, total: number): void;
  end(): void;
}

/** `doing`: "checking files". A bar on a terminal; elsewhere a line now and then; with `--json` as well: it is stderr's. */
export function stepsView(
  doing: string,
  output: NodeJS.WriteStream = process.stderr,
  { mayGrow = false } = {},
): StepsView {
  const pace = new Pace();
  const draw = output.isTTY ? barOn(output, doing) : linesOn(output, doing);
  const beganAt = performance.now();
  return {
    show: (done, total) => {
      const now = performance.now();
      pace.note(done, now);
      if (now - beganAt >= PATIENCE_MS) draw.show(done, total, pace.inWords(total, { mayGrow }));
    },
    end: () => draw.end(),
  };
}

/** As often as rate and time left are worth reading again. */
const REDRAW_MS = 1000;

/** Work of which more is found while it is done. */
export interface GrowingSteps {
  expect(steps: number): void;
  done(): void;
  end(): void;
}

/** Drawn on while a step takes long, too. */
export function growingStepsView(doing: string, output: NodeJS.WriteStream = process.stderr): GrowingSteps {
  const view = stepsView(doing, output, { mayGrow: true });
  let [done, total] = [0, 0];
  const redraw = setInterval(() => view.show(done, total), REDRAW_MS);
  return {
    expect: (steps) => void (total += steps),
    done: () => view.show((done += 1), total),
    end: () => {
      clearInterval(redraw);
      view.end();
    },
  };
}

interface Drawing {
  show(done: number, total: number, pace: string): void;
  end(): void;
}

function barOn(stream: NodeJS.WriteStream, doing: string): Drawing {
  let bar: SingleBar | undefined;
  const begin = (total: number): SingleBar => {
    const format = `  ${doing} {bar} {value}/{total}  {pace}`;
    // The bar's own signal handlers would swallow Ctrl-C. Commands without one of their own are ended by it at once:
    // nobody would show a cursor again that is hidden.
    const made = new SingleBar({ stream, format, barsize: 30, hideCursor: false, gracefulExit: false });
    made.start(total, 0, { pace: '' });
    return made;
  };
  return {
    show: (done, total, pace) => {
      bar ??= begin(total);
      bar.setTotal(total);
      bar.update(done, { pace });
    },
    end: () => bar?.stop(),
  };
}

function linesOn(output: NodeJS.WriteStream, doing: string): Drawing {
  let saidAt = performance.now();
  return {
    show: (done, total, pace) => {
      if (performance.now() - saidAt < PLAIN_LINE_MS) return;
      saidAt = performance.now();
      output.write(`${doing}: ${done}/${total}${pace && `, ${pace}`}\n`);
    },
    end: () => undefined,
  };
}
