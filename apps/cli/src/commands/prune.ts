import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { onTheBus } from '../client/bus';
import { EXIT } from '../exit-codes';
import { KEPT_MS, type Kind, KINDS, type Looked, readAge, readKinds } from '../prune/kinds';
import { isStackUp } from '../prune/is-stack-up';
import { type Pruning, pruneServices } from '../prune/on-the-bus';
import { pruneMachine } from '../prune/on-this-machine';
import { renderPruning, totalOf } from '../render/pruning';
import { growingStepsView } from '../render/steps';
import { type Session, sessionOf } from '../session';

interface PruneFlags {
  only?: Kind[];
  olderThan?: number;
  yes?: boolean;
  dryRun?: boolean;
}

/** What the services themselves have to be asked about. */
const OF_SERVICES: readonly Kind[] = ['images', 'volumes', 'blobs'];

export function pruneCommand(): Command {
  return new Command('prune')
    .option('--only <kinds>', `of ${KINDS.join(', ')}, separated by commas`, readKinds)
    .option('--older-than <age>', 'unused for so long: 90m, 12h, 7d (else a day, logs a week)', readAge)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'only tell')
    .action(async (flags: PruneFlags, command: Command) => {
      process.exitCode = await prune(flags, sessionOf(command));
    });
}

async function prune(flags: PruneFlags, session: Session): Promise<number> {
  const kinds = flags.only ?? KINDS;
  const ageOf = (kind: Kind): number => flags.olderThan ?? KEPT_MS[kind];
  const pruning = { kinds, ageOf };
  if (flags.yes && !flags.dryRun) return free(pruning, session);
  const found = await look({ ...pruning, remove: false }, session);
  session.print(told(found, false), () => renderPruning(found, 'would free'));
  if (flags.dryRun || totalOf(found.found).count === 0) return EXIT.ok;
  if (!process.stdin.isTTY) {
    process.stderr.write(
      'nothing was removed: add --yes to free it, or --dry-run if telling is all you want\n',
    );
    return EXIT.usage;
  }
  return (await agreed()) ? free(pruning, session) : EXIT.ok;
}

/** What has come to be used since it was shown stays, and is not among what was freed. */
async function free(pruning: Omit<Pruning, 'remove'>, session: Session): Promise<number> {
  const freed = await look({ ...pruning, remove: true }, session);
  session.print(told(freed, true), () => renderPruning(freed, 'freed'));
  return EXIT.ok;
}

const told = (looked: Looked, isFreed: boolean): object => ({
  freed: isFreed,
  ...totalOf(looked.found),
  ...looked,
});

async function look(pruning: Pruning, session: Session): Promise<Looked> {
  const steps = growingStepsView(pruning.remove ? 'removing' : 'looking');
  return lookEverywhere({ ...pruning, steps }, session).finally(() => steps.end());
}

/** Services first: they look after their own. */
async function lookEverywhere(pruning: Pruning, session: Session): Promise<Looked> {
  const ofServices = pruning.kinds.some((kind) => OF_SERVICES.includes(kind))
    ? await services(pruning, session)
    : { found: [], unseen: [] };
  const here = await pruneMachine(session.settings.dataDir, pruning);
  return { ...here, found: [...ofServices.found, ...here.found], unseen: ofServices.unseen };
}

/** A stack that is down is no error: what it left on this machine is looked at all the same. */
async function services(pruning: Pruning, { settings }: Session): Promise<Looked> {
  const { dataDir, natsUrl } = settings;
  if (!(await isStackUp(dataDir, natsUrl)))
    return { found: [], unseen: [`no stack runs here (${natsUrl}): its blobs and images`] };
  return onTheBus(settings, 'prune', (messaging) => pruneServices(messaging, pruning));
}

async function agreed(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question('free it? [y/N] ').finally(() => lines.close());
  return /^y(es)?$/i.test(answer.trim());
}
