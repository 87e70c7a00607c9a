import type { Schemas } from './schemas';

/** States of an attempt of which its competition's own state tells all. */
const PLAIN: readonly Schemas['CompetitionAttempt']['state'][] = ['leased', 'running', 'succeeded'];

/** Whether attempts tell more than their competition does: there were several, or the one ended other than well. */
export const attemptsTellMore = ({ numAttempts, items }: Schemas['CompetitionAttempts']): boolean =>
  numAttempts > 1 || items.some(({ state }) => !PLAIN.includes(state));
