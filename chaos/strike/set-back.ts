import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Strike } from '../plan/strikes';
import type { StrikeParts } from './parts';

type SetBack = Extract<Strike, { kind: 'set-back' }>;

/**
 * nats-server loses the last seconds of its store. What the promise leaves out is kept out: a command that was
 * acknowledged and not yet applied (nobody commands until all that was acknowledged is applied), and the content of a
 * genome that was uploaded meanwhile (its user uploads it once more).
 */
export async function setBack(strike: SetBack, parts: StrikeParts): Promise<void> {
  const { stack, workload, timeline, count } = parts;
  const [store, copy] = [join(stack.dataDir, 'nats'), join(stack.dataDir, 'nats-copy')];
  const server = stack.service('nats-server');
  const copiedMs = Date.now();
  // Stopped meanwhile, so that all files are of one moment, as they would be after a power cut.
  await server.freezeWhile(() => cp(store, copy, { recursive: true }));
  await pause(strike.lostMs);
  const isQuiet = await workload.quietly(() =>
    server.killWhile(async () => {
      await rm(store, { recursive: true });
      await rename(copy, store);
      await pause(strike.downMs);
    }),
  );
  timeline.tell(isQuiet ? `nats-server lost ${Date.now() - copiedMs} ms` : 'nats-server keeps its store');
  count(isQuiet ? "nats-server's store set back" : "nats-server's store, when commands were under way");
  if (isQuiet) await workload.uploadGenomesSince(copiedMs);
  else await rm(copy, { recursive: true, force: true });
}
