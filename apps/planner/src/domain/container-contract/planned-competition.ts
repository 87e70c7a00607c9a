import { encodeSites, type PlannedCompetition } from '#contracts';
import { knockoutGenomeIdOf } from '#domain';
import { deriveSeed } from '#science';
import type { AssayContext, Contest, RunKind } from '../assays/assay-type';
import { sitesArgument } from './sites-argument';

/** The argument of entry.sh that asks for beta's genome. */
export const KEEP = 'keep';

/**
 * A contest as a run: its arguments for entry.sh (`alphaSites betaSites [keep]`, counted from the image's siteBase),
 * what its environment has besides the template's, and its seed.
 */
export function plannedCompetition(
  contest: Contest,
  ordinal: number,
  context: AssayContext,
): PlannedCompetition {
  const { sitesOutAlpha, sitesOutBeta } = contest;
  const { genomeIdAlpha, siteBase } = context.submission;
  const outOfAlpha = new Set(sitesOutAlpha);
  // Keys in their order: canonical JSON need not sort them.
  return {
    args: [
      sitesArgument(sitesOutAlpha, siteBase),
      sitesArgument(sitesOutBeta, siteBase),
      ...(contest.keepBeta ? [KEEP] : []),
    ],
    env: {
      KNOCKEM_GENOME_ID_ALPHA: knockoutGenomeIdOf(genomeIdAlpha, sitesOutAlpha),
      KNOCKEM_GENOME_ID_BETA: knockoutGenomeIdOf(genomeIdAlpha, sitesOutBeta),
      KNOCKEM_NUM_KNOCKOUT_SITES: String(sitesOutBeta.filter((site) => !outOfAlpha.has(site)).length),
    },
    ordinal,
    seed: seedOf(contest, ordinal, context),
    sitesOutAlpha: encodeSites(sitesOutAlpha),
    sitesOutBeta: encodeSites(sitesOutBeta),
  };
}

/** From the submission's seed, the assay and the contest's name: the same in every submission of that seed. */
export const seedOf = (
  { name }: Pick<Contest, 'name'>,
  ordinal: number,
  { submission, assayType }: AssayContext,
): number => deriveSeed(submission.seed, assayType, name ?? ordinal);

/** A contest as a run of its assay's kind. */
export const plannedRun: Readonly<Record<RunKind, typeof plannedCompetition>> = {
  contests: plannedCompetition,
  inspection: plannedInspection,
  imageCheck: plannedImageCheck,
};

/** The wild type alone, and where the image's site numbers begin. */
function plannedInspection(contest: Contest, ordinal: number, context: AssayContext): PlannedCompetition {
  const planned = plannedCompetition(contest, ordinal, context);
  return { ...planned, args: [String(context.submission.siteBase)] };
}

/** Calls of the verbs, or a competition, for files/check.sh. */
function plannedImageCheck(contest: Contest, ordinal: number, context: AssayContext): PlannedCompetition {
  const { calls, seed } = contest.check ?? {};
  const planned = plannedCompetition(contest, ordinal, context);
  const args = calls ? ['look', ...calls] : ['compete', ...planned.args];
  return { ...planned, args, seed: seed ?? planned.seed };
}
