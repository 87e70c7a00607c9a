import { Command } from 'commander';
import { actorOf } from '../actor';
import { sessionOf } from '../session';
import { submissionId } from './submission-arguments';

/** Nothing new starts; what runs goes on to its end. */
export const holdCommand = (): Command =>
  changeHeld(
    'hold',
    true,
    (id) => `${id} is held: nothing new starts, what runs goes on to its end
let it go on with: knockem release ${id}`,
  );

export const releaseCommand = (): Command => changeHeld('release', false, (id) => `${id} goes on`);

const changeHeld = (name: string, held: boolean, told: (id: string) => string): Command =>
  new Command(name)
    .argument('<submission>', 'submission id', submissionId)
    .action(async (id: string, _flags: unknown, command: Command) => {
      const { gateway, settings, print } = sessionOf(command);
      const accepted = await gateway.change(id, { held, by: actorOf(settings) });
      print(accepted, () => told(accepted.submissionId));
    });
