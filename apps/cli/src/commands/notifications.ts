import { Command } from 'commander';
import { renderNotifications } from '../render/notifications';
import { sessionOf } from '../session';
import { submissionId } from './submission-arguments';

export function notificationsCommand(): Command {
  return new Command('notifications')
    .argument('<submission>', 'submission id', submissionId)
    .action(async (id: string, _flags: object, command: Command) => {
      const { gateway, print } = sessionOf(command);
      const log = await gateway.notifications(id);
      print(log, () => renderNotifications(log));
    });
}
