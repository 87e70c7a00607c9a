import { Command } from 'commander';
import { sessionOf } from '../session';
import { submissionId } from './submission-arguments';

interface DeleteFlags {
  user?: string;
  yes?: boolean;
}

export function deleteCommand(): Command {
  return new Command('delete')
    .argument(
      '[submission...]',
      'ids of submissions that have ended',
      (text, before: string[]) => [...before, submissionId(text)],
      [],
    )
    .option('--user <email>', 'everything of this user: submissions, results, genomes (needs --yes)')
    .option('--yes', 'really: there is no way back')
    .action(async (ids: string[], flags: DeleteFlags, command: Command) => {
      const unclear = whatIsUnclear(ids, flags);
      if (unclear !== undefined) command.error(`error: ${unclear}`);
      const { gateway, print } = sessionOf(command);
      if (flags.user !== undefined) {
        const gone = await gateway.deleteUser(flags.user);
        const what = `${gone.submissions} submissions and ${gone.genomes} genomes`;
        return print(gone, () => `deleted ${what} of ${flags.user}`);
      }
      for (const id of ids) {
        const accepted = await gateway.deleteSubmission(id);
        print(accepted, () => `deleted ${accepted.submissionId}`);
      }
    });
}

function whatIsUnclear(ids: readonly string[], { user, yes }: DeleteFlags): string | undefined {
  if ((ids.length === 0) === (user === undefined))
    return 'give the ids of submissions, or --user EMAIL for everything of a user';
  if (user !== undefined && yes !== true)
    return `everything of ${user} would be gone for good; add --yes if you mean it`;
  return undefined;
}
