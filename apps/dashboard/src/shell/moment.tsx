import { Text } from '@mantine/core';
import type { ReactElement } from 'react';

const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** A time of the records in the reader's zone; exact and in UTC for machines and on hovering. */
export function Moment({
  at,
  size = 'sm',
}: {
  readonly at: string;
  readonly size?: 'xs' | 'sm';
}): ReactElement {
  return (
    <Text component="time" dateTime={at} title={at} size={size} className="numbers">
      {FORMAT.format(new Date(at))}
    </Text>
  );
}
