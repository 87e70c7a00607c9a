import { Command } from 'commander';
import { sessionOf } from '../session';
import { renderSubmission } from '../render/submission';
import { submissionId } from './submission-arguments';

export function showCommand(): Command {
  return new Command('show')
    .argument('<submission>', 'submission id', submissionId)
    .action(async (id: string, _flags: unknown, command: Command) => {
      const { gateway, print } = sessionOf(command);
      const answer = await gateway.submission(id);
      print(answer, () => renderSubmission(answer));
    });
}
