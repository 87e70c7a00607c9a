import { Command } from 'commander';
import { actorOf } from '../actor';
import { sessionOf } from '../session';
import { submissionId } from './submission-arguments';

export function cancelCommand(): Command {
  return new Command('cancel')
    .argument('<submission>', 'submission id', submissionId)
    .option('--reason <text>', 'kept with the submission')
    .action(async (id: string, flags: { reason?: string }, command: Command) => {
      const { gateway, settings, print } = sessionOf(command);
      const accepted = await gateway.cancel(id, {
        by: actorOf(settings),
        reason: flags.reason,
      });
      print(accepted, () => `cancelling ${accepted.submissionId}`);
    });
}
