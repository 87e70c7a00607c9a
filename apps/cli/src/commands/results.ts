import { Command } from 'commander';
import { KnockemError } from '#domain';
import { sessionOf } from '../session';
import { renderResults } from '../render/results';

export function resultsCommand(): Command {
  return new Command('results')
    .argument('<submission>', 'submission id')
    .option('--csv', 'one row per competition, all columns')
    .action(async (id: string, flags: { csv?: boolean }, command: Command) => {
      const { gateway, settings, print } = sessionOf(command);
      if (flags.csv) {
        if (settings.json) throw new KnockemError('invalid', '--csv and --json exclude one another');
        const csv = await gateway.open(`/api/v1/submissions/${encodeURIComponent(id)}/competitions.csv`);
        for await (const chunk of csv) process.stdout.write(chunk);
        return;
      }
      const { items } = await gateway.results(id);
      print(items, () => renderResults(items));
    });
}
