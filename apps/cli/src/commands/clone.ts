import { Command } from 'commander';
import type { SubmissionDocument } from '#contracts';
import type { AssayType } from '#domain';
import { sessionOf } from '../session';
import { submissionId } from './submission-arguments';
import { type Study, type SubmissionFlags, withFlags } from './submission-options';
import { submitStudy, withSubmitting } from './submit';

interface CloneFlags extends SubmissionFlags {
  idempotencyKey?: string;
  watch?: boolean;
  dryRun?: boolean;
}

/**
 * Submits a study again, with what the flags change. The seed stays, too: an assay that is asked for with the same
 * parameters draws the same sets and seeds, and finds the same with the same image. Its result is taken over then.
 */
export function cloneCommand(): Command {
  return withSubmitting(
    new Command('clone')
      .argument('<submission>', 'the submission to begin with', submissionId)
      .argument('[genome]', 'another genome: a file, - for standard input, or an id')
      .option('--no-reuse', 'measure everything again, also what identical assays have found'),
  ).action(async (id: string, genome: string | undefined, flags: CloneFlags, command: Command) => {
    const session = sessionOf(command);
    const { submission } = await session.gateway.submission(id);
    await submitStudy(session, withFlags(studyOfSubmission(submission), flags), genome, flags);
  });
}

/** What a submission asked for, its limits as they are now; whether output was kept is not recorded. */
export const studyOfSubmission = (submission: SubmissionDocument): Study => ({
  userEmail: submission.userEmail,
  containerImage: submission.containerImage,
  containerEnv: submission.containerEnv,
  genomeIdAlpha: submission.genomeIdAlpha,
  assayTypes: submission.assayTypes as AssayType[],
  assayParameters: submission.assayParameters,
  competitionTimeoutSeconds: submission.competitionTimeoutSeconds,
  maxCompetitionsActive: submission.maxCompetitionsActive,
  maxCompetitionsFail: submission.maxCompetitionsFail,
  maxCompetitionAttempts: submission.maxCompetitionAttempts,
  priority: submission.priority as Study['priority'],
  resources: submission.resources,
  ...(submission.pool === undefined ? {} : { pool: submission.pool }),
  siteBase: submission.siteBase as 0 | 1,
  seed: submission.seed,
});
