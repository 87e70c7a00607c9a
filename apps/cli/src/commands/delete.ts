import { Command } from 'commander';
import { KnockemError } from '#domain';
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
      const { gateway, print } = sessionOf(command);
      refuseUnclear(ids, flags);
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

function refuseUnclear(ids: readonly string[], { user, yes }: DeleteFlags): void {
  if ((ids.length === 0) === (user === undefined)) {
    throw new KnockemError(
      'invalid',
      'give the ids of submissions, or --user EMAIL for everything of a user',
    );
  }
  if (user !== undefined && yes !== true) {
    throw new KnockemError(
      'invalid',
      `everything of ${user} would be gone for good; add --yes if you mean it`,
    );
  }
}
