import type { Command } from 'commander';

/** By the field of a request the flag by which it is given, of `submit` and `clone` first. */
const FLAG_OF_FIELD: Readonly<Record<string, string>> = {
  containerImage: '--image',
  userEmail: '--user',
  assayTypes: '--assay',
  assayParameters: '--param',
  containerEnv: '--env',
  competitionTimeoutSeconds: '--timeout',
  maxCompetitionsActive: '--max-active',
  maxCompetitionsFail: '--max-fail',
  maxCompetitionAttempts: '--attempts',
  priority: '--priority',
  'resources.cpus': '--cpus',
  'resources.memoryMb': '--memory',
  pool: '--pool',
  siteBase: '--site-base',
  seed: '--seed',
  keepLogs: '--keep-logs',
  reuseResults: '--reuse',
  'notify.webhookUrl': '--webhook',
  'notify.email': '--email',
  'notify.events': '--notify-on',
  // Of `list`, and of others that ask.
  limit: '--limit',
  from: '--from',
  to: '--to',
  attempt: '--attempt',
  reason: '--reason',
};

/** What somebody knows a field by who gave it with this command line: its flag, where there was one. */
export function flagsGiven(command: Command | undefined): (field: string) => string {
  const given = (command?.options ?? []).filter(
    (option) => command?.getOptionValueSource(option.attributeName()) === 'cli',
  );
  const flags = new Set(given.map(({ long }) => long));
  return (field) => {
    // A list's item, an assay's parameter and a variable of the environment come with the flag of the whole.
    const [whole] = field.split(/[.[]/);
    const flag = FLAG_OF_FIELD[field] ?? FLAG_OF_FIELD[whole];
    return flag !== undefined && flags.has(flag) ? flag : field;
  };
}
