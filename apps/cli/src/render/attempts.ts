import type { Schemas } from '#client';
import { seconds } from './duration';
import { cellOf, table } from './table';

type Attempt = Schemas['CompetitionAttempt'];

const LONGEST_REASON = 100;

/** Every attempt at a competition, a line each, the one that counts marked; and where the output of each is. */
export function renderAttempts(
  { numAttempts, items, source }: Schemas['CompetitionAttempts'],
  output: (attempt: number) => string,
): string {
  if (numAttempts === 0) return 'it has not been tried yet';
  const heading = ['attempt', 'counts', 'state', 'executor', 'started', 'took', 'exit', 'why'];
  const kept = items.filter(({ logDigest }) => logDigest !== undefined).at(-1);
  return [
    ...(items.length === 0 ? [] : [table(heading, items.map(row))]),
    ...untold(numAttempts - items.length, source),
    ...(kept === undefined ? [] : [`what one said: ${output(kept.attempt)}`]),
  ].join('\n');
}

const row = (attempt: Attempt): (string | number)[] => [
  attempt.attempt,
  attempt.settled ? 'yes' : '',
  attempt.state,
  attempt.executorId.slice(0, 8),
  attempt.startedAt ?? '–',
  attempt.durationMs === undefined ? '–' : seconds(attempt.durationMs),
  attempt.exitCode ?? '–',
  cellOf(why(attempt), LONGEST_REASON),
];

const why = ({ reason, outOfMemory, warnings }: Attempt): string =>
  [...(reason === undefined ? [] : [reason]), ...(outOfMemory ? ['out of memory'] : []), ...warnings].join(
    '; ',
  );

function untold(count: number, source: Schemas['CompetitionAttempts']['source']): string[] {
  if (count <= 0) return [];
  const which = `${count} ${count === 1 ? 'attempt is' : 'attempts are'} not told`;
  return [
    source === 'scheduler'
      ? `${which}: these are the newest`
      : `${which}: the scheduler, which keeps how each went until 30 days after the end, did not tell`,
  ];
}
