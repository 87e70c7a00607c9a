import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import type { ExecutorView } from '#contracts';
import { EXIT } from '../exit-codes';
import { printable } from '../render/printable';
import { renderExecutors } from '../render/executors';
import { type Session, sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';

/** As often as executors speak with the scheduler when they are busy; quicker would show nothing new. */
const EVERY_MS = 1000;
const CLEAR_SCREEN = '\x1b[H\x1b[J';

export function executorsCommand(): Command {
  return new Command('executors')
    .option('-w, --watch', 'go on until Ctrl-C')
    .action(async (flags: { watch?: boolean }, command: Command) => {
      const session = sessionOf(command);
      if (flags.watch) return watch(session);
      const { items } = await session.gateway.executors();
      session.print(items, () => renderExecutors(items, Date.now()));
    });
}

/** On a terminal the picture stays in its place; elsewhere it is told again when it has changed. */
async function watch(session: Session): Promise<void> {
  const unwanted = new AbortController();
  const watching = show(session, unwanted.signal);
  if ((await Promise.race([watching, untilAskedToStop()])) !== 'stop') return;
  unwanted.abort();
  await watching;
  process.exit(EXIT.interrupted);
}

async function show(session: Session, stop: AbortSignal): Promise<void> {
  const inPlace = process.stdout.isTTY && !session.settings.json;
  let told = '';
  while (!stop.aborted) {
    const { items } = await session.gateway.executors();
    const facts = JSON.stringify(items.map(withoutTimes));
    if (inPlace) process.stdout.write(`${CLEAR_SCREEN}${printable(renderExecutors(items, Date.now()))}\n`);
    else if (facts !== told) session.print(items, () => `${renderExecutors(items, Date.now())}\n`);
    told = facts;
    await setTimeout(EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

const withoutTimes = ({ lastTurnAt: _, ...rest }: ExecutorView): object => rest;
