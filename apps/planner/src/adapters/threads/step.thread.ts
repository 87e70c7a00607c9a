import { ASSAY_REGISTRY } from '../../domain/assays/registry';
import type { Step } from '../../domain/assays/assay-type';
import type { StepQuestion } from '../../application/ports';

/** What a thread runs: one question of an assay, answered from this planner's own assay types. */
export function step({ assayType, state, context, nextOrdinal }: StepQuestion): Step<unknown> {
  const type = ASSAY_REGISTRY.get(assayType);
  if (!type)
    throw new Error(`a thread was asked for assay type ${assayType}, which this planner does not know`);
  const step = type.next(state, context, nextOrdinal);
  // What is lazy is code, and only values travel between threads.
  return 'plan' in step ? { ...step, plan: { ...step.plan, contests: [...step.plan.contests] } } : step;
}
