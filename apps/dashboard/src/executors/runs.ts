import { searchWith } from '../submission/competitions/search';
import type { Executor } from './use-executors';

export type Run = NonNullable<Executor['runs']>[number];

/** `nulldist 3`: what a competition is called on its submission's page. */
export const nameOf = ({ assayType, ordinal }: Run): string => `${assayType} ${ordinal}`;

/** The page of the competition that it runs. */
export const addressOf = ({ submissionId, assayId, ordinal }: Run): string =>
  `/submissions/${submissionId}?${new URLSearchParams(searchWith({}, { assayId, ordinal })).toString()}`;

/** `getting ready` or `running`, and which attempt it is unless it is the first. */
export function stateInWords({ state, attempt }: Run): string {
  const words = state === 'leased' ? 'getting ready' : 'running';
  return attempt > 1 ? `${words}, attempt ${attempt}` : words;
}

/** Runs that an executor has that are not named: of many the oldest are, and nobody is told of another's. */
export const numOthers = ({ running, runs = [] }: Executor): number => Math.max(0, running - runs.length);
