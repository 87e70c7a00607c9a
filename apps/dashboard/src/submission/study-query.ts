import type { Schemas } from '#client';
import { hasEnded } from '../shell/states';

/** Results are recorded a moment after an assay concluded: so long it is worth to ask again. */
const SETTLING_MS = 60_000;
const AGAIN_MS = 4000;

/** Part of the key of everything that follows from results: changes whenever an assay does. */
export const resultsStamp = ({ assays, submission }: Schemas['SubmissionView']): string =>
  [submission.status, ...assays.map(({ id, status }) => `${id} ${status}`)].join(' ');

/** How often results are asked for again; never for a study that has ended for good. */
export function askAgainEvery({ submission }: Schemas['SubmissionView'], now: number): number | false {
  if (!hasEnded(submission.status)) return AGAIN_MS;
  const endedAt = Date.parse(submission.concludedAt ?? '');
  return now - endedAt < SETTLING_MS ? AGAIN_MS : false;
}
