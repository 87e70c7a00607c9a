import { closeSync, constants, openSync } from 'node:fs';
import type { RunDirectory, RunOrder } from '../executor-directory';
import type { ContainerEnds } from './crun-command';
import type { WorkSlot } from './work-slots';

/** Opened for one container; closed here once it has its own copies, or its input would never end. */
export interface OpenedEnds extends ContainerEnds {
  close(): void;
}

/** All output is the log's; or, for a container that serves, stderr alone, beside two pipes that end at the executor. */
export function openEnds(order: RunOrder, directory: RunDirectory, slot: WorkSlot): OpenedEnds {
  const stderr = openSync(slot.output, 'w');
  if (!order.serves) return { stdin: 'ignore', stdout: stderr, stderr, close: () => closeSync(stderr) };
  // Reading and writing never waits for the other side, which may have died meanwhile. A container could not tell the
  // end of its input by such a descriptor, so it gets one of its own that only reads.
  const never = openSync(directory.stdin, constants.O_RDWR);
  const stdin = openSync(directory.stdin, constants.O_RDONLY);
  closeSync(never);
  const stdout = openSync(directory.stdout, constants.O_RDWR);
  const close = (): void => [stdin, stdout, stderr].forEach((fd) => closeSync(fd));
  return { stdin, stdout, stderr, close };
}
