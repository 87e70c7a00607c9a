import { Command } from 'commander';
import { ASSAY_TYPES, IMAGE_CHECK, KnockemError } from '#domain';
import { printTable } from '../client/competition-table';
import { sessionOf } from '../session';
import { renderResults } from '../render/results';
import { renderSummary } from '../render/summary';
import { submissionId } from './submission-arguments';

/** A check of an image answers nothing about a genome. */
const STUDIED: ReadonlySet<string> = new Set(ASSAY_TYPES.filter((type) => type !== IMAGE_CHECK));

export function resultsCommand(): Command {
  return new Command('results')
    .argument('<submission>', 'submission id', submissionId)
    .option('--csv', 'one row per competition, all columns')
    .action(async (id: string, flags: { csv?: boolean }, command: Command) => {
      const { gateway, settings, print } = sessionOf(command);
      if (flags.csv) {
        if (settings.json) throw new KnockemError('invalid', '--csv and --json exclude one another');
        return printTable(gateway, id, 'csv');
      }
      const { items } = await gateway.results(id);
      if (settings.json || !items.some(({ assayType }) => assayType && STUDIED.has(assayType))) {
        return print(items, () => renderResults(items));
      }
      const summary = await gateway.summary(id);
      print(items, () => `${renderResults(items)}\n\n${renderSummary(summary)}`);
    });
}
