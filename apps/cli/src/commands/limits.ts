import { Command, Option } from 'commander';
import type { Schemas } from '#client';
import { LIMITS, PRIORITIES, type Priority, type SubmissionDocument } from '#contracts';
import { actorOf } from '../actor';
import { sessionOf } from '../session';
import { wholeNumber } from './number-arguments';
import { submissionId } from './submission-arguments';

interface LimitFlags {
  maxActive?: number;
  maxFail?: number;
  timeout?: number;
  priority?: Priority;
}

/** The numbers that a submission is held to, and how to change them while it is live. */
export function limitsCommand(): Command {
  return new Command('limits').addCommand(showSubcommand()).addCommand(setSubcommand());
}

const showSubcommand = (): Command =>
  new Command('show')
    .description('the limits of a submission')
    .argument('<submission>', 'submission id', submissionId)
    .action(async (id: string, _flags: unknown, command: Command) => {
      const { gateway, print } = sessionOf(command);
      const { submission } = await gateway.submission(id);
      print(limitsOf(submission), () => renderLimits(limitsOf(submission)));
    });

const setSubcommand = (): Command =>
  new Command('set')
    .description('new limits for a live submission; what is left out stays as it is')
    .argument('<submission>', 'submission id', submissionId)
    .option(
      '--max-active <n>',
      `competitions active at a time, ${range('maxCompetitionsActive')}`,
      wholeNumber,
    )
    .option('--max-fail <n>', `stop after more failures, ${range('maxCompetitionsFail')}`, wholeNumber)
    .option('--timeout <seconds>', 'of one competition, for those that start from now on', wholeNumber)
    .addOption(new Option('--priority <level>', 'its share of the slots').choices(PRIORITIES))
    .action(setLimits);

async function setLimits(id: string, flags: LimitFlags, command: Command): Promise<void> {
  const { gateway, settings, print } = sessionOf(command);
  const change = {
    maxCompetitionsActive: flags.maxActive,
    maxCompetitionsFail: flags.maxFail,
    competitionTimeoutSeconds: flags.timeout,
    priority: flags.priority,
  };
  if (Object.values(change).every((value) => value === undefined)) {
    command.error('error: nothing to set; give --max-active, --max-fail, --timeout or --priority');
  }
  const before = await gateway.submission(id);
  const accepted = await gateway.change(id, { ...change, by: actorOf(settings) });
  print({ ...accepted, ...limitsOf(before.submission), ...withoutGaps(change) }, () =>
    [`limits of ${accepted.submissionId} are set`, ...consequences(before, flags)].join('\n'),
  );
}

/** What a person may not expect of a new limit. */
function consequences(
  { submission }: Schemas['SubmissionView'],
  { maxActive, maxFail, timeout }: LimitFlags,
): string[] {
  const { active, failed } = submission.counters;
  const told: string[] = [];
  if (maxFail !== undefined && failed > maxFail)
    told.push(`${failed} competitions have failed already, more than ${maxFail}: this stops the submission`);
  if (maxActive !== undefined && active > maxActive)
    told.push(`${active} run; nothing starts until they are fewer than ${maxActive}, and none is stopped`);
  if (timeout !== undefined && active > 0) told.push(`the ${active} that run keep their time-out`);
  return told;
}

const limitsOf = (submission: SubmissionDocument): Record<string, string | number> => ({
  maxCompetitionsActive: submission.maxCompetitionsActive,
  maxCompetitionsFail: submission.maxCompetitionsFail,
  competitionTimeoutSeconds: submission.competitionTimeoutSeconds,
  priority: submission.priority,
});

const renderLimits = (limits: Record<string, string | number>): string =>
  Object.entries(limits)
    .map(([name, value]) => `${name.padEnd(25)}  ${value}`)
    .join('\n');

const range = (name: 'maxCompetitionsActive' | 'maxCompetitionsFail'): string =>
  `${LIMITS[name].min} to ${LIMITS[name].max}`;

const withoutGaps = (change: object): object =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
