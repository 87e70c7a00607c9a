import { Badge, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { lookOf } from './states';

interface StateBadgeProps {
  readonly state: string;
  readonly size?: 'sm' | 'md' | 'lg';
}

/** A state in its word, with its sign and colour. */
export function StateBadge({ state, size = 'md' }: StateBadgeProps): ReactElement {
  const { sign, color } = lookOf(state);
  const signed = (
    <Text component="span" inherit c={`var(--mantine-color-${color}-text)`} aria-hidden>
      {sign}
    </Text>
  );
  return (
    <Badge variant="default" size={size} tt="none" fw={500} miw="max-content" leftSection={signed}>
      {state}
    </Badge>
  );
}
