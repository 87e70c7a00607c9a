import { Group, Progress, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { endedOf, plannedOf } from '../api/progress';
import { lookOf } from './states';

const PARTS = ['completed', 'failed', 'cancelled', 'active'] as const;
const NUMBER = new Intl.NumberFormat('en');

interface CountersBarProps {
  readonly counters: Schemas['Counters'];
  /** What the numbers count: read out with the bar. */
  readonly label: string;
  readonly size?: 'sm' | 'lg';
}

/** Competitions by state as a bar, and in numbers beside it. */
export function CountersBar({ counters, label, size = 'sm' }: CountersBarProps): ReactElement {
  const planned = plannedOf(counters);
  return (
    <div>
      <Progress.Root size={size} mb={4} aria-hidden>
        {PARTS.filter((part) => counters[part] > 0).map((part) => (
          <Progress.Section
            key={part}
            value={(100 * counters[part]) / planned}
            color={lookOf(part).color}
            striped={part === 'active'}
            aria-hidden
          />
        ))}
      </Progress.Root>
      <Group gap="xs" className="numbers" aria-label={label} role="group">
        <Text size="xs" span>
          {planned === 0
            ? 'no competitions'
            : `${NUMBER.format(endedOf(counters))} of ${NUMBER.format(planned)} ended`}
        </Text>
        {counters.active > 0 && (
          <Text size="xs" span>
            {NUMBER.format(counters.active)} active
          </Text>
        )}
        {counters.failed > 0 && (
          <Text size="xs" span fw={600}>
            {NUMBER.format(counters.failed)} failed
          </Text>
        )}
        {counters.cancelled > 0 && (
          <Text size="xs" span>
            {NUMBER.format(counters.cancelled)} cancelled
          </Text>
        )}
      </Group>
    </div>
  );
}
