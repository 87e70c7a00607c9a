import { Command } from 'commander';
import { EXIT } from '../exit-codes';
import { followSubmission, type Snapshot } from '../client/follow-submission';
import { progressView } from '../render/progress';
import { renderCounters } from '../render/submission';
import { type Session, sessionOf } from '../session';

export function watchCommand(): Command {
  return new Command('watch')
    .description('follow a submission until it ends (Ctrl-C stops watching, not the submission)')
    .argument('<submission>', 'submission id')
    .action(async (id: string, _flags: unknown, command: Command) => {
      const session = sessionOf(command);
      process.exitCode = exitCodeOf(await watchToEnd(session, id));
    });
}

/** Shows the progress of a submission on stderr (JSON lines on stdout with --json) until it has ended. */
export async function watchToEnd(session: Session, submissionId: string): Promise<Snapshot> {
  const view = session.settings.json ? undefined : progressView();
  let last: Snapshot | undefined;
  try {
    for await (const snapshot of followSubmission(session.gateway, submissionId)) {
      last = snapshot;
      if (view) view.show(snapshot);
      else process.stdout.write(`${JSON.stringify(snapshot)}\n`);
    }
  } finally {
    view?.end();
  }
  if (!last) throw new Error('the event stream said nothing');
  if (view) process.stderr.write(`${last.status}: ${last.reason ?? renderCounters(last.counters)}\n`);
  return last;
}

export const exitCodeOf = (snapshot: Snapshot): number =>
  snapshot.status === 'completed' ? EXIT.ok : EXIT.submissionFailed;
