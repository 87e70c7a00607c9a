import { submissionCreate } from '#testing';
import { drawGenome, seededRandom } from '#science';
import type { AssayContext, AssayType, Step } from '../domain/assays/assay-type';
import { nulldist } from '../domain/assays/nulldist';
import { screenCritical } from '../domain/assays/screen-critical';
import type { AssayStudy } from './run-assays';
import { explicitImage } from './simulated-image';

/** What the specs of dose assays study: 300 sites, 5 of them critical, 30 with additive effects, no noise. */
export const DOSE_GENOME = drawGenome(
  { numSites: 300, numCritical: 5, numAdditive: 30, numSets: 0, setSize: 2 },
  seededRandom(3),
);

/** The assays that doses depend on, then `types`. */
export const doseStudy = (types: readonly unknown[], overrides: Partial<AssayStudy> = {}): AssayStudy => ({
  types: [nulldist, screenCritical, ...types] as AssayType[],
  submission: submissionCreate(),
  numSites: 300,
  image: explicitImage(DOSE_GENOME, 'exact'),
  ...overrides,
});

/** What a type says when every competition of its first round has failed ("it broke"). */
export function afterFailures<State>(type: AssayType<State>, context: AssayContext): Step<State> {
  const step = type.next(type.start(context), context, 0);
  if (!('plan' in step)) throw new Error(`${type.name} has no plan`);
  const results = [...step.plan.contests].map((_, ordinal) => ({
    ordinal,
    outcome: 'failed' as const,
    reason: 'it broke',
  }));
  return type.next(type.fold(step.state, results, context), context, results.length);
}
