import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Moment } from '../shell/moment';
import { StateBadge } from '../shell/state-badge';
import { RunList } from './run-list';
import type { Executor } from './use-executors';

const MEANINGS: Readonly<Record<string, string>> = {
  here: 'takes work',
  draining: 'finishes what it has, and takes nothing more',
  silent: 'has not been heard of for longer than its lease',
  gone: 'has ended; nothing of it is missing',
};

/** One executor: who it is, how many of its slots are taken and by what, what its host cannot hold. */
export function ExecutorCard({ executor }: { readonly executor: Executor }): ReactElement {
  const { executorId, host, state, slots, running } = executor;
  return (
    <Card withBorder padding="md" component="article" aria-label={`Executor ${executorId}`}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h5" className="breaks-anywhere" title={executorId}>
            {host} · {executorId.slice(0, 8)}
          </Title>
          <StateBadge state={state} />
        </Group>
        <Text size="sm" c="dimmed">
          {MEANINGS[state] ?? state}
        </Text>
        <Text size="sm">
          {running} of {slots} {slots === 1 ? 'slot' : 'slots'} in use
        </Text>
        <Progress
          value={slots === 0 ? 0 : (100 * running) / slots}
          aria-label={`Slots in use of ${executorId}`}
        />
        <RunList executor={executor} />
        <Facts executor={executor} />
      </Stack>
    </Card>
  );
}

function Facts({ executor }: { readonly executor: Executor }): ReactElement {
  const { runtime, arch, pool, version, lastTurnAt, limitsNotHeld = [] } = executor;
  const place = [runtime, arch, ...(pool === undefined ? [] : [`pool ${pool}`])];
  return (
    <>
      <Text size="sm">{place.join(' · ')}</Text>
      <Text size="xs" c="dimmed" component="div">
        knockem {version} · last turn <Moment at={lastTurnAt} size="xs" />
      </Text>
      {limitsNotHeld.length > 0 && (
        <Text size="xs" c="dimmed">
          Its host cannot hold limits of {limitsNotHeld.join(', ')}.
        </Text>
      )}
    </>
  );
}
