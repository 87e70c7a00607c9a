import { Command } from 'commander';
import { actorOf } from '../actor';
import { sessionOf } from '../session';
import { watchAsPerson } from './watch';
import { submissionId } from './submission-arguments';

export function retryCommand(): Command {
  return new Command('retry')
    .argument('<submission>', 'submission id; it must have failed', submissionId)
    .option('-w, --watch', 'follow it until it ends')
    .action(async (id: string, flags: { watch?: boolean }, command: Command) => {
      const session = sessionOf(command);
      const { submission } = await session.gateway.submission(id);
      const accepted = await session.gateway.retry(id, { by: actorOf(session.settings) });
      const { failed, completed } = submission.counters;
      session.print(
        accepted,
        () =>
          `${accepted.submissionId}: ${failed} failed competitions run again, ${completed} results are kept`,
      );
      if (flags.watch) await watchAsPerson(session, id);
    });
}
