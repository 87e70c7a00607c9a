import { type Command, Option } from 'commander';
import { DEFAULT_RESOURCES, LIMITS, PRIORITIES, type Priority, type SubmissionRequest } from '#contracts';
import { ASSAY_TYPES, type AssayType, KnockemError } from '#domain';
import { type NotifyFlags, notifyOf, withNotifyOptions } from './notify-arguments';
import { positiveNumber, wholeNumber } from './number-arguments';
import { environmentOf, splitPair } from './submission-arguments';

/** What a study asks for, in any part: of a file, of flags, or of a submission that was. */
export type Study = Partial<SubmissionRequest>;

export interface SubmissionFlags extends NotifyFlags {
  image?: string;
  user?: string;
  assay?: string[];
  param: string[];
  env: string[];
  timeout?: number;
  maxActive?: number;
  maxFail?: number;
  attempts?: number;
  priority?: Priority;
  cpus?: number;
  memory?: number;
  pool?: string;
  siteBase?: number;
  seed?: number;
  keepLogs?: boolean;
  reuse?: boolean;
}

const ofLimit = (
  name: 'competitionTimeoutSeconds' | 'maxCompetitionsActive' | 'maxCompetitionsFail',
): string => `(default ${LIMITS[name].default})`;

/** The options of `submit` and `clone`, each one field of the request. */
export const withSubmissionOptions = (command: Command): Command =>
  withNotifyOptions(command)
    .option('--image <name>', 'container image that makes two genomes compete')
    .option('--user <email>', 'whose submission it is (else KNOCKEM_USER_EMAIL)')
    .option('--assay <type...>', `what to run: ${ASSAY_TYPES.join(', ')} (default screenCritical)`)
    .option('--param <assay.name=value...>', 'assay parameter, such as nulldist.replicates=200', [])
    .option('--env <key=value...>', 'environment of the container', [])
    .option('--timeout <seconds>', `of one competition ${ofLimit('competitionTimeoutSeconds')}`, wholeNumber)
    .option(
      '--max-active <n>',
      `competitions active at a time ${ofLimit('maxCompetitionsActive')}`,
      wholeNumber,
    )
    .option(
      '--max-fail <n>',
      `stop after more failures than this ${ofLimit('maxCompetitionsFail')}`,
      wholeNumber,
    )
    .option('--attempts <n>', 'tries per competition when the fault is ours', wholeNumber)
    .addOption(new Option('--priority <level>', 'its share of the slots').choices(PRIORITIES))
    .option('--cpus <n>', 'of one container', positiveNumber)
    .option('--memory <mebibytes>', 'of one container', wholeNumber)
    .option('--pool <name>', 'only executors of this pool')
    .option('--site-base <0|1>', 'how the image numbers its sites', wholeNumber)
    .option('--seed <n>', 'makes the whole study repeatable', wholeNumber)
    .option('--keep-logs', "keep every container's output, not only that of failed runs");

/** What was given on the command line, laid over what was there before: flags win, field by field. */
export function withFlags(study: Study, flags: SubmissionFlags): Study {
  const given: Study = {
    userEmail: flags.user,
    containerImage: flags.image,
    assayTypes: flags.assay as AssayType[] | undefined,
    competitionTimeoutSeconds: flags.timeout,
    maxCompetitionsActive: flags.maxActive,
    maxCompetitionsFail: flags.maxFail,
    maxCompetitionAttempts: flags.attempts,
    priority: flags.priority,
    pool: flags.pool,
    siteBase: flags.siteBase as 0 | 1 | undefined,
    seed: flags.seed,
    keepLogs: flags.keepLogs,
    reuseResults: flags.reuse,
    notify: notifyOf(flags),
  };
  return {
    ...study,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...nestedOf(study, flags),
  };
}

function nestedOf(study: Study, { env, param, cpus, memory }: SubmissionFlags): Study {
  const nested: Study = {};
  if (env.length > 0) nested.containerEnv = { ...study.containerEnv, ...environmentOf(env) };
  if (param.length > 0)
    nested.assayParameters = mergeByAssay(study.assayParameters ?? {}, assayParametersOf(param));
  if (cpus !== undefined || memory !== undefined) {
    const { resources = DEFAULT_RESOURCES } = study;
    nested.resources = { cpus: cpus ?? resources.cpus, memoryMb: memory ?? resources.memoryMb };
  }
  return nested;
}

type Parameters = NonNullable<Study['assayParameters']>;

function mergeByAssay(before: Parameters, given: Parameters): Parameters {
  const merged = { ...before };
  for (const [assay, parameters] of Object.entries(given))
    merged[assay] = { ...merged[assay], ...parameters };
  return merged;
}

/** `nulldist.replicates=200` -> {nulldist: {replicates: 200}}; names and bounds are the contracts' to judge. */
export function assayParametersOf(pairs: readonly string[]): Record<string, Record<string, number>> {
  const parameters: Record<string, Record<string, number>> = {};
  for (const pair of pairs) {
    const [path, value] = splitPair(pair, '--param');
    const [assay, name, ...rest] = path.split('.');
    const number = Number(value);
    if (!assay || !name || rest.length > 0 || value.trim() === '' || !Number.isFinite(number)) {
      throw new KnockemError(
        'invalid',
        `--param ${pair}: expected assay.name=number, such as nulldist.replicates=200`,
      );
    }
    (parameters[assay] ??= {})[name] = number;
  }
  return parameters;
}
