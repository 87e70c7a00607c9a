import { SingleBar } from 'cli-progress';
import { duration } from './duration';

const MEGABYTE = 1e6;
/** As often as a log file wants to hear of it. */
const PLAIN_LINE_MS = 5000;
/** A guess from less would jump about. */
const LEAST_PART = 0.02;

export const inMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** How much has come, how fast, and, where `part` (0 to 1) tells, how long the rest will take. */
export interface TransferView {
  show(received: number, part?: number): void;
  end(): void;
}

/** One line on a terminal; elsewhere one now and then. */
export function transferView(name: string, output: NodeJS.WriteStream = process.stderr): TransferView {
  const began = performance.now();
  const pace = (received: number, part?: number): string => {
    const ms = Math.max(1, performance.now() - began);
    return [`${inMegabytes((received / ms) * 1000)}/s`, ...timeLeft(ms, part)].join(', ');
  };
  if (!output.isTTY) return plainLines(name, output, pace);
  // The line's own signal handlers would swallow Ctrl-C; the commands have theirs.
  const options = {
    stream: output,
    format: `  ${name}  {received}  {pace}`,
    // Commands without signal handlers are ended by Ctrl-C at once: nobody would show the cursor again.
    hideCursor: false,
    gracefulExit: false,
  };
  const line = new SingleBar(options);
  line.start(0, 0, { received: inMegabytes(0), pace: '' });
  return {
    show: (received, part) =>
      line.update({ received: inMegabytes(received), pace: pace(received, part) } as object),
    end: () => line.stop(),
  };
}

function plainLines(
  name: string,
  output: NodeJS.WriteStream,
  pace: (received: number, part?: number) => string,
): TransferView {
  let saidAt = performance.now();
  return {
    show: (received, part) => {
      if (performance.now() - saidAt < PLAIN_LINE_MS) return;
      saidAt = performance.now();
      output.write(`${name}: ${inMegabytes(received)}, ${pace(received, part)}\n`);
    },
    end: () => undefined,
  };
}

const timeLeft = (ms: number, part = 0): string[] =>
  part >= LEAST_PART && part < 1 ? [`${duration((ms * (1 - part)) / part)} left`] : [];
