import { Command, Option } from 'commander';
import { LIMITS, PRIORITIES, type Priority, type SubmissionRequest } from '#contracts';
import { ASSAY_TYPES, KnockemError, type AssayType } from '#domain';
import { type Session, sessionOf } from '../session';
import { watchAsPerson } from './watch';
import { positiveNumber, wholeNumber } from './number-arguments';
import { environmentOf, readGenome, splitPair, UUID } from './submission-arguments';

interface SubmitFlags {
  image: string;
  user?: string;
  assay: string[];
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
  idempotencyKey?: string;
  watch?: boolean;
}

export function submitCommand(): Command {
  return new Command('submit')
    .argument('<genome>', 'file with the genome, - for standard input, or the id of an uploaded genome')
    .requiredOption('--image <name>', 'container image that makes two genomes compete')
    .option('--user <email>', 'whose submission it is (else KNOCKEM_USER_EMAIL)')
    .option('--assay <type...>', `what to run: ${ASSAY_TYPES.join(', ')}`, ['screenCritical'])
    .option('--param <assay.name=value...>', 'assay parameter, such as nulldist.replicates=200', [])
    .option('--env <key=value...>', 'environment of the container', [])
    .option(
      '--timeout <seconds>',
      `of one competition (default ${LIMITS.competitionTimeoutSeconds.default})`,
      wholeNumber,
    )
    .option(
      '--max-active <n>',
      `competitions at once (default ${LIMITS.maxCompetitionsActive.default})`,
      wholeNumber,
    )
    .option(
      '--max-fail <n>',
      `stop after more failures than this (default ${LIMITS.maxCompetitionsFail.default})`,
      wholeNumber,
    )
    .option('--attempts <n>', 'tries per competition when the fault is ours', wholeNumber)
    .addOption(new Option('--priority <level>').choices(PRIORITIES))
    .option('--cpus <n>', 'of one container', positiveNumber)
    .option('--memory <mebibytes>', 'of one container', wholeNumber)
    .option('--pool <name>', 'only executors of this pool')
    .option('--site-base <0|1>', 'how the image numbers its sites', wholeNumber)
    .option('--seed <n>', 'makes the whole study repeatable', wholeNumber)
    .option('--keep-logs', "keep every container's output, not only that of failed runs")
    .option('--idempotency-key <key>', 'submitting again with the same key gives the same submission')
    .option('-w, --watch', 'follow it until it ends')
    .action(submit);
}

async function submit(genome: string, flags: SubmitFlags, command: Command): Promise<void> {
  const session = sessionOf(command);
  const userEmail = flags.user ?? session.settings.userEmail;
  if (!userEmail) {
    throw new KnockemError('invalid', 'whose submission is it? Give --user, or set KNOCKEM_USER_EMAIL');
  }
  const genomeId = await genomeIdFor(session, genome, userEmail);
  const request = requestOf(flags, userEmail, genomeId);
  const accepted = await session.gateway.submit(request, flags.idempotencyKey);
  session.print(accepted, () => accepted.submissionId);
  if (flags.watch) await watchAsPerson(session, accepted.submissionId);
}

async function genomeIdFor(session: Session, genome: string, userEmail: string): Promise<string> {
  if (UUID.test(genome)) return genome;
  const content = await readGenome(genome);
  return (await session.gateway.uploadGenome(content, userEmail, false)).genomeId;
}

function requestOf(flags: SubmitFlags, userEmail: string, genomeIdAlpha: string): SubmissionRequest {
  const resources =
    flags.cpus === undefined && flags.memory === undefined
      ? undefined
      : { cpus: flags.cpus ?? 1, memoryMb: flags.memory ?? 256 };
  return {
    userEmail,
    genomeIdAlpha,
    containerImage: flags.image,
    containerEnv: environmentOf(flags.env),
    assayTypes: flags.assay as AssayType[],
    assayParameters: assayParametersOf(flags.param),
    competitionTimeoutSeconds: flags.timeout,
    maxCompetitionsActive: flags.maxActive,
    maxCompetitionsFail: flags.maxFail,
    maxCompetitionAttempts: flags.attempts,
    priority: flags.priority,
    resources,
    pool: flags.pool,
    siteBase: flags.siteBase as 0 | 1 | undefined,
    seed: flags.seed,
    keepLogs: flags.keepLogs,
  };
}

/** `nulldist.replicates=200` -> {nulldist: {replicates: 200}}; names and bounds are the gateway's to judge. */
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
