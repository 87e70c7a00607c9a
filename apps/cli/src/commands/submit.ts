import { createHash } from 'node:crypto';
import { Command } from 'commander';
import { SubmissionRequest, validateMessage } from '#contracts';
import { genomeIdOf, KnockemError } from '#domain';
import { renderForecast } from '../render/forecast';
import { type Session, sessionOf } from '../session';
import { readStudyFile, type StudyFile } from './study-file';
import { readGenome, UUID } from './submission-arguments';
import { type Study, type SubmissionFlags, withFlags, withSubmissionOptions } from './submission-options';
import { watchAsPerson } from './watch';

interface SubmitFlags extends SubmissionFlags {
  file?: string;
  idempotencyKey?: string;
  watch?: boolean;
  dryRun?: boolean;
}

export function submitCommand(): Command {
  return withSubmitting(
    new Command('submit')
      .argument('[genome]', 'file with the genome, - for standard input, or the id of an uploaded genome')
      .option('-f, --file <study>', 'YAML or JSON file with the fields of the request; flags win over it')
      .option(
        '--reuse',
        'take over the results of identical assays of yours that have completed (needs --seed)',
      ),
  ).action(submit);
}

/** The options of a command that submits. */
export const withSubmitting = (command: Command): Command =>
  withSubmissionOptions(command)
    .option('--dry-run', 'tell assays, competitions and time; nothing is uploaded or created')
    .option('--idempotency-key <key>', 'submitting again with the same key gives the same submission')
    .option('-w, --watch', 'follow it until it ends');

async function submit(genome: string | undefined, flags: SubmitFlags, command: Command): Promise<void> {
  const session = sessionOf(command);
  const file: StudyFile = flags.file === undefined ? { study: {} } : await readStudyFile(flags.file);
  const study = withFlags(file.study, flags);
  await submitStudy(session, study, genome ?? file.genome, flags);
}

/** Refuses what the gateway would refuse before anything is uploaded; then uploads the genome, and submits. */
export async function submitStudy(
  session: Session,
  study: Study,
  genome: string | undefined,
  { idempotencyKey, watch, dryRun }: Pick<SubmitFlags, 'idempotencyKey' | 'watch' | 'dryRun'>,
): Promise<void> {
  const complete = completeStudy(study, genome, session.settings.userEmail);
  if (dryRun) return forecastStudy(session, complete, genome);
  const request =
    genome === undefined
      ? complete
      : { ...complete, ...(await genomeOf(session, genome, complete.userEmail)) };
  const accepted = await session.gateway.submit(request, idempotencyKey);
  session.print(accepted, () => accepted.submissionId);
  if (watch) await watchAsPerson(session, accepted.submissionId);
}

const LESS_BY_REUSE =
  'Results of identical assays of yours are taken over where there are any: less may run.';

/** A genome that is not there yet has the id that it would get: one that is known by content has been counted. */
async function forecastStudy(
  { gateway, print }: Session,
  request: SubmissionRequest,
  genome: string | undefined,
): Promise<void> {
  const genomeIdAlpha =
    genome === undefined || UUID.test(genome)
      ? genome
      : genomeIdOf(
          request.userEmail,
          createHash('sha256')
            .update(await readGenome(genome))
            .digest('hex'),
        );
  const forecast = await gateway.forecast({ ...request, ...(genomeIdAlpha ? { genomeIdAlpha } : {}) });
  const less = request.reuseResults ? `\n${LESS_BY_REUSE}` : '';
  print(forecast, () => `${renderForecast(forecast)}${less}`);
}

/** The request but for the genome, held against the rules that the gateway holds it against. */
export function completeStudy(
  study: Study,
  genome: string | undefined,
  userEmail?: string,
): SubmissionRequest {
  const complete: Study = {
    assayTypes: ['screenCritical'],
    ...study,
    userEmail: study.userEmail ?? userEmail,
  };
  if (genome !== undefined) {
    delete complete.genomeIdAlpha;
    delete complete.genomeContent;
  }
  refuseIncomplete(complete, genome);
  const validated = validateMessage(SubmissionRequest, JSON.parse(JSON.stringify(complete)));
  if (validated.ok) return complete as SubmissionRequest;
  const [{ field, message }] = validated.problems;
  throw new KnockemError('invalid', `the study is not valid: ${field}: ${message}`, {
    problems: validated.problems,
  });
}

function refuseIncomplete(study: Study, genome: string | undefined): void {
  if (!study.userEmail)
    throw new KnockemError('invalid', 'whose submission is it? Give --user, or set KNOCKEM_USER_EMAIL');
  if (!study.containerImage)
    throw new KnockemError(
      'invalid',
      'which image makes the genomes compete? Give --image, or containerImage in the file',
    );
  if (genome === undefined && study.genomeIdAlpha === undefined && study.genomeContent === undefined)
    throw new KnockemError(
      'invalid',
      'which genome? Give a file, - or the id of one, or genome in the study file',
    );
}

async function genomeOf(
  { gateway }: Session,
  genome: string,
  userEmail: string,
): Promise<Pick<SubmissionRequest, 'genomeIdAlpha'>> {
  if (UUID.test(genome)) return { genomeIdAlpha: genome };
  const { genomeId } = await gateway.uploadGenome(await readGenome(genome), userEmail, false);
  return { genomeIdAlpha: genomeId };
}
