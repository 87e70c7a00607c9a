import { Command } from 'commander';
import { EXIT } from '../exit-codes';
import { followSubmission, type Snapshot } from '../client/follow-submission';
import { printable } from '../render/printable';
import { progressView } from '../render/progress';
import { renderCounters } from '../render/submission';
import { type Session, sessionOf } from '../session';
import { untilAskedToStop } from '../stop-signals';
import { submissionId } from './submission-arguments';

export function watchCommand(): Command {
  return new Command('watch')
    .argument('<submission>', 'submission id', submissionId)
    .action((id: string, _flags: unknown, command: Command) => watchAsPerson(sessionOf(command), id));
}

/** Watches until the submission ends or Ctrl-C; the exit code tells which. */
export async function watchAsPerson(session: Session, submissionId: string): Promise<void> {
  const unwanted = new AbortController();
  const watching = watchToEnd(session, submissionId, unwanted.signal);
  const outcome = await Promise.race([watching, untilAskedToStop()]);
  if (outcome !== 'stop') process.exit(exitCodeOf(outcome));
  unwanted.abort();
  await watching.catch(() => undefined);
  process.stderr.write(`no longer watching; the submission goes on (knockem watch ${submissionId})\n`);
  process.exit(EXIT.interrupted);
}

/**
 * Shows the progress of a submission on stderr (JSON lines on stdout with --json) until it has ended. Rejects when
 * `signal` aborts; the terminal is left as it was found.
 */
export async function watchToEnd(
  session: Session,
  submissionId: string,
  signal: AbortSignal,
): Promise<Snapshot> {
  const view = session.settings.json ? undefined : progressView();
  let last: Snapshot | undefined;
  const onBreak = (): void => view?.note('the gateway does not answer; trying again every second');
  try {
    for await (const snapshot of followSubmission(session.gateway, submissionId, { signal, onBreak })) {
      last = snapshot;
      if (view) view.show(snapshot);
      else process.stdout.write(`${JSON.stringify(snapshot)}\n`);
    }
  } finally {
    view?.end();
  }
  if (!last) throw new Error('the event stream said nothing');
  if (view)
    process.stderr.write(printable(`${last.status}: ${last.reason ?? renderCounters(last.counters)}\n`));
  return last;
}

const exitCodeOf = (snapshot: Snapshot): number =>
  snapshot.status === 'completed' ? EXIT.ok : EXIT.submissionFailed;
