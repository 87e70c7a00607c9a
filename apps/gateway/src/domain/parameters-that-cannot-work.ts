import { ASSAY_PARAMETERS, withDefaults, type SubmissionRequest } from '#contracts';
import type { Problem } from '#domain';
import { scoresNeeded } from '#science';

/**
 * Parameters that each lie within their bounds and together lead nowhere, with the nearest that works: too few null
 * competitions for alpha (or an alpha too small for them: n scores serve none below 1 / (2n + 1)).
 */
export function parametersThatCannotWork({ assayParameters }: SubmissionRequest): Problem[] {
  const { replicates, alpha } = withDefaults('nulldist', assayParameters?.nulldist);
  const needed = scoresNeeded(alpha);
  if (replicates >= needed) return [];
  const smallest = Math.ceil(1e6 / (2 * replicates + 1)) / 1e6;
  const other =
    smallest <= ASSAY_PARAMETERS.nulldist.alpha.max ? `, or an alpha of at least ${smallest}` : '';
  const message = `${replicates} replicates cannot serve alpha = ${alpha}: give at least ${needed} replicates${other}`;
  return [{ field: 'assayParameters.nulldist.replicates', message }];
}
