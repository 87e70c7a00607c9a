import type { Submission } from './model';

/** Why failures stop the submission, in a sentence; undefined = they do not. 0 allowed: the first failure stops it. */
export function failureStop(
  submission: Pick<Submission, 'numFailures' | 'maxCompetitionsFail' | 'firstError'>,
): string | undefined {
  const { numFailures, maxCompetitionsFail, firstError } = submission;
  if (numFailures <= maxCompetitionsFail) return undefined;
  const count = numFailures === 1 ? '1 competition failed' : `${numFailures} competitions failed`;
  return `${count}, more than the ${maxCompetitionsFail} allowed; the first: ${firstError ?? 'no reason was given'}`;
}
