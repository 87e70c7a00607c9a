import { Command, Option } from 'commander';
import type { RecordsReplayed, RecordsToldAgain } from '#contracts';
import { onTheBus } from '../client/bus';
import { sessionOf } from '../session';

const ANSWER_MS = 120_000;

export function rebuildRecordsCommand(): Command {
  return new Command('rebuild-records')
    .addOption(
      new Option(
        '--from <source>',
        'what the scheduler holds (submissions of the last 30 days and all live ones), or what the stream holds (14 days)',
      )
        .choices(['scheduler', 'stream'])
        .default('scheduler'),
    )
    .action(async ({ from }: { from: 'scheduler' | 'stream' }, command: Command) => {
      const { settings, print } = sessionOf(command);
      await onTheBus(settings, 'rebuild-records', async (messaging) => {
        if (from === 'stream') {
          const done = await messaging.request<RecordsReplayed>(
            'recorder.replay',
            {},
            { timeoutMs: ANSWER_MS },
          );
          print(
            done,
            () => `the recorder reads RECORDS again, from ${done.fromSequence} to ${done.toSequence}`,
          );
        } else {
          const done = await messaging.request<RecordsToldAgain>(
            'records.rebuild',
            {},
            { timeoutMs: ANSWER_MS },
          );
          print(done, () => `the scheduler tells the records everything again, in ${done.marks} portions`);
        }
      });
    });
}
