import type { AssayForecast, SubmissionCreate } from '#contracts';
import { parametersOf, planSubmission, refusalByFacts } from './submission-plan';
import type { Registry } from './assays/registry';

export type Forecast = { readonly assays: AssayForecast[] } | { readonly refusal: string };

/**
 * What a submission would run, before anything of it has: its assays in the order of their dependencies, each with the
 * number of competitions as far as that is known. What would be refused at its start is refused here.
 */
export function forecastSubmission(
  submission: SubmissionCreate,
  registry: Registry,
  by: Parameters<typeof planSubmission>[2],
  numSites?: number,
): Forecast {
  const plan = planSubmission(submission, registry, by);
  if ('refusal' in plan) return plan;
  const refusal =
    numSites === undefined ? undefined : refusalByFacts(submission, registry, { numSites, imageChainId: '' });
  if (refusal !== undefined) return { refusal };
  const typeOf = new Map(plan.assays.map(({ assayId, assayType }) => [assayId, assayType]));
  const known = {
    parametersOf: (assayType: string) => parametersOf(assayType, submission),
    ...(numSites === undefined ? {} : { numSites }),
  };
  const assays = plan.assays.map(({ assayType, origin, parameters, dependsOn }) => ({
    assayType,
    origin,
    parameters,
    dependsOn: dependsOn.map((assayId) => typeOf.get(assayId) ?? assayId),
    ...(registry.get(assayType)?.forecast?.(known) ?? { atLeast: 0, note: 'not known beforehand' }),
  }));
  return { assays };
}
