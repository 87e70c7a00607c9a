import { SimpleGrid, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

interface FactListProps {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** Names and values, as many beside each other as fit. */
export function FactList({ facts }: FactListProps): ReactElement {
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm" m={0}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} className="breaks-anywhere">
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
