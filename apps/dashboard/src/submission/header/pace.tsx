import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { durationInWords, type ProgressSample, rateInWords, rateOf, secondsLeft } from '../../api/progress';

interface PaceProps {
  readonly counters: Schemas['Counters'];
  readonly samples: readonly ProgressSample[];
  readonly isHeld: boolean;
}

/** Rate and time left. Assays plan in rounds, so the time is that of what is planned so far. */
export function Pace({ counters, samples, isHeld }: PaceProps): ReactElement | null {
  if (isHeld && counters.active === 0) return <Text size="sm">Nothing new starts until it is released.</Text>;
  const rate = rateOf(samples);
  const left = secondsLeft(counters, rate);
  if (rate === undefined) return null;
  return (
    <Text size="sm" className="numbers">
      {rateInWords(rate)}
      {left !== undefined && `, about ${durationInWords(left)} left of what is planned so far`}
    </Text>
  );
}
