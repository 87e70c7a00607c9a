import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Command, Option } from 'commander';
import type { ImageCheckResult, SubmissionRequest } from '#contracts';
import { IMAGE_CHECK, KnockemError } from '#domain';
import { awaitResults } from '../client/await-results';
import { followSubmission } from '../client/follow-submission';
import { GatewayClient } from '../client/gateway-client';
import { EXIT } from '../exit-codes';
import { renderImageCheck } from '../render/image-check';
import { progressView } from '../render/progress';
import { type Session, sessionOf } from '../session';
import { inTemporaryStack } from '../stack/temporary-stack';
import { untilAskedToStop } from '../stop-signals';
import { positiveNumber, wholeNumber } from './number-arguments';
import { environmentOf, readGenome } from './submission-arguments';

interface CheckImageFlags {
  genome: string;
  siteBase: number;
  runs: number;
  env: string[];
  timeout: number;
  cpus?: number;
  memory?: number;
  pool?: string;
  user?: string;
  runtime: 'auto' | 'docker' | 'crun';
}

const DIRECTORY_PREFIX = 'knockem-check-';
/** In a stack that is gone a minute later. */
const NOBODY = 'author@knockem.example';

export function checkImageCommand(): Command {
  return new Command('check-image')
    .argument('<image>', 'name of the image, or a file with its archive (docker save)')
    .requiredOption('--genome <file>', 'a genome that the image can read, - for standard input')
    .option('--site-base <0|1>', 'how the image numbers its sites', wholeNumber, 0)
    .option(
      '--runs <n>',
      'competitions of the wild type against itself; more find a smaller bias',
      wholeNumber,
      12,
    )
    .option('--env <key=value...>', 'environment of the container', [])
    .option('--timeout <seconds>', 'of each run', wholeNumber, 60)
    .option('--cpus <n>', 'of one container', positiveNumber)
    .option('--memory <mebibytes>', 'of one container', wholeNumber)
    .option('--pool <name>', 'only executors of this pool')
    .option('--user <email>', 'whose check it is, on a stack that stays (else KNOCKEM_USER_EMAIL)')
    .addOption(
      new Option('--runtime <name>', 'container runtime, where a stack is started for the check')
        .choices(['auto', 'docker', 'crun'])
        .default('auto'),
    )
    .option(
      '--registry-auth <file>',
      'credentials for private registries, where a stack is started for the check',
    )
    .action(async (image: string, flags: CheckImageFlags, command: Command) => {
      process.exitCode = await checkImage(image, flags, sessionOf(command));
      // Signals are still listened to, and a stream may be open.
      process.exit();
    });
}

/** On the stack that answers; else, or for an archive, on one that is started for the check and removed again. */
async function checkImage(image: string, flags: CheckImageFlags, session: Session): Promise<number> {
  const genome = await readGenome(flags.genome);
  const isArchive = existsSync(image);
  const name = isArchive ? await nameInArchive(image) : image;
  if (!isArchive && (await hasStack(session))) return checkOnStack(image, genome, flags, session);
  const { registryAuthFile } = session.settings;
  const options = { directoryPrefix: DIRECTORY_PREFIX, runtime: flags.runtime, registryAuthFile, say };
  return inTemporaryStack(options, async (stack, unwanted) => {
    say('starting a stack for this check');
    lendImages(join(stack.dataDir, 'images'), isArchive ? [image] : archivesBelow(session.settings.dataDir));
    await stack.start();
    const there = { ...session, gateway: new GatewayClient(stack.gatewayUrl) };
    return submitAndJudge(name, genome, { user: NOBODY, ...flags }, there, unwanted);
  });
}

/** A named gateway that is away is an error; the usual place may be empty. */
async function hasStack({ gateway, settings }: Session): Promise<boolean> {
  try {
    const { items } = await gateway.executors();
    if (items.length > 0) return true;
    throw new KnockemError('unavailable', `no executor is connected to the stack at ${settings.gatewayUrl}`);
  } catch (error) {
    const isAway = error instanceof KnockemError && error.code === 'unavailable';
    if (isAway && !settings.gatewayIsNamed) return false;
    throw error;
  }
}

/** Ctrl-C takes the check back. */
async function checkOnStack(
  image: string,
  genome: Buffer,
  flags: CheckImageFlags,
  session: Session,
): Promise<number> {
  const unwanted = new AbortController();
  const asked = untilAskedToStop();
  const check = submitAndJudge(image, genome, flags, session, unwanted.signal);
  const outcome = await Promise.race([check, asked]);
  if (outcome !== 'stop') return outcome;
  unwanted.abort();
  await check.catch(() => undefined);
  return EXIT.interrupted;
}

async function submitAndJudge(
  image: string,
  genome: Buffer,
  flags: CheckImageFlags,
  session: Session,
  unwanted: AbortSignal,
): Promise<number> {
  const { gateway, settings } = session;
  const userEmail = flags.user ?? settings.userEmail;
  if (!userEmail) {
    throw new KnockemError('invalid', 'whose check is it? Give --user, or set KNOCKEM_USER_EMAIL');
  }
  const { genomeId } = await gateway.uploadGenome(genome, userEmail, true);
  const { submissionId } = await gateway.submit(requestOf(image, genomeId, userEmail, flags));
  say(`checking ${image}`);
  try {
    await untilEnded(session, submissionId, unwanted);
  } catch (error) {
    if (unwanted.aborted) await gateway.cancel(submissionId, { by: userEmail }).catch(() => undefined);
    throw error;
  }
  const results = await awaitResults(gateway, submissionId, [IMAGE_CHECK]);
  const found = results.find(({ assayType }) => assayType === IMAGE_CHECK);
  const result = found?.assayResult as unknown as ImageCheckResult;
  session.print({ submissionId, image, ...result }, () => renderImageCheck(result));
  return result.passed ? EXIT.ok : EXIT.imageFaulty;
}

const requestOf = (
  containerImage: string,
  genomeIdAlpha: string,
  userEmail: string,
  flags: CheckImageFlags,
): SubmissionRequest => ({
  userEmail,
  containerImage,
  genomeIdAlpha,
  containerEnv: environmentOf(flags.env),
  assayTypes: [IMAGE_CHECK],
  assayParameters: { [IMAGE_CHECK]: { replicates: flags.runs } },
  competitionTimeoutSeconds: flags.timeout,
  // An image that is not there is told at once.
  maxCompetitionAttempts: 1,
  siteBase: flags.siteBase as 0 | 1,
  ...(flags.cpus === undefined && flags.memory === undefined
    ? {}
    : { resources: { cpus: flags.cpus ?? 1, memoryMb: flags.memory ?? 256 } }),
  ...(flags.pool === undefined ? {} : { pool: flags.pool }),
});

async function untilEnded(
  { gateway, settings }: Session,
  submissionId: string,
  signal: AbortSignal,
): Promise<void> {
  const view = settings.json ? undefined : progressView();
  try {
    for await (const snapshot of followSubmission(gateway, submissionId, { signal })) {
      const { status, reason } = snapshot;
      view?.show(snapshot);
      if (status === 'failed' || status === 'cancelled') {
        throw new KnockemError('internal', `the check ended ${status}: ${reason ?? 'no reason was given'}`);
      }
    }
  } finally {
    view?.end();
  }
}

/** The first name that the archive gives its image. */
async function nameInArchive(file: string): Promise<string> {
  const complaint = `${file} is no archive of an image with a name, as docker save writes it`;
  const read = promisify(execFile)('tar', ['-xOf', file, 'manifest.json']);
  const { stdout } = await read.catch(() => {
    throw new KnockemError('invalid', complaint);
  });
  const [image] = JSON.parse(stdout) as { RepoTags?: string[] | null }[];
  const name = image?.RepoTags?.[0];
  if (!name) throw new KnockemError('invalid', complaint, { hint: 'save it by its name: docker save NAME' });
  return name;
}

function archivesBelow(dataDir: string): string[] {
  const directory = join(dataDir, 'images');
  return existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
}

/** Archives appear in the stack's images directory without being copied. */
function lendImages(directory: string, archives: readonly string[]): void {
  mkdirSync(directory, { recursive: true });
  for (const archive of archives) symlinkSync(resolve(archive), join(directory, basename(archive)));
}

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
