import { SingleBar } from 'cli-progress';

const MEGABYTE = 1e6;

export const inMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** How much has come and how fast, on a terminal; nothing elsewhere. How much there will be is not known beforehand. */
export interface TransferView {
  show(received: number): void;
  end(): void;
}

export function transferView(name: string, output: NodeJS.WriteStream = process.stderr): TransferView {
  if (!output.isTTY) return { show: () => undefined, end: () => undefined };
  const began = performance.now();
  // The line's own signal handlers would swallow Ctrl-C; the commands have theirs.
  const options = {
    stream: output,
    format: `  ${name}  {received}  {rate}/s`,
    hideCursor: true,
    gracefulExit: false,
  };
  const line = new SingleBar(options);
  line.start(0, 0, { received: inMegabytes(0), rate: inMegabytes(0) });
  return {
    show: (received) => {
      const seconds = Math.max(0.001, (performance.now() - began) / 1000);
      line.update({ received: inMegabytes(received), rate: inMegabytes(received / seconds) });
    },
    end: () => line.stop(),
  };
}
