import { ASSAY_PARAMETERS, withDefaults, type SubmissionRequest } from '#contracts';
import type { Problem } from '#domain';
import { scoresNeeded } from '#science';

/** What is each within its bounds, and together leads nowhere. */
export const parametersThatCannotWork = (request: SubmissionRequest): Problem[] => [
  ...nullsThatCannotServe(request),
  ...reuseThatFindsNothing(request),
];

/** Without a seed every submission draws its own sets and seeds: no assay is identical to another. */
function reuseThatFindsNothing({ reuseResults, seed }: SubmissionRequest): Problem[] {
  if (!reuseResults || seed != null) return [];
  return [
    { field: 'seed', message: 'reuseResults needs the seed of the study whose results are to be taken over' },
  ];
}

/**
 * Parameters that each lie within their bounds and together lead nowhere, with the nearest that works: too few null
 * competitions for alpha (or an alpha too small for them: n scores serve none below 1 / (2n + 1)).
 */
function nullsThatCannotServe({ assayParameters }: SubmissionRequest): Problem[] {
  const { replicates, alpha } = withDefaults('nulldist', assayParameters?.nulldist);
  const needed = scoresNeeded(alpha);
  if (replicates >= needed) return [];
  const smallest = Math.ceil(1e6 / (2 * replicates + 1)) / 1e6;
  const other =
    smallest <= ASSAY_PARAMETERS.nulldist.alpha.max ? `, or an alpha of at least ${smallest}` : '';
  const message = `${replicates} replicates cannot serve alpha = ${alpha}: give at least ${needed} replicates${other}`;
  return [{ field: 'assayParameters.nulldist.replicates', message }];
}
