import type { Schemas } from '#client';
import { KnockemError, nearestWord } from '#domain';

/** The assay of a submission by its type or its id. */
export function assayNamed(
  { submission, assays }: Schemas['SubmissionView'],
  name: string,
): Schemas['AssayView'] {
  const found = assays.find(({ id, assayType }) => id === name.toLowerCase() || assayType === name);
  if (found) return found;
  const types = assays.map(({ assayType }) => assayType);
  const near = nearestWord(name, types);
  throw new KnockemError('not-found', `submission ${submission.id} has no assay "${name}"`, {
    hint: near
      ? `did you mean "${near}"?`
      : `it has ${types.join(', ') || 'none yet: the first plan is under way'}`,
  });
}
