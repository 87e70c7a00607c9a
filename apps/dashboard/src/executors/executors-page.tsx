import { Code, SimpleGrid, Skeleton, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Page } from '../shell/page';
import { ProblemAlert } from '../shell/problem-alert';
import { ExecutorCard } from './executor-card';
import { type Executor, useExecutors } from './use-executors';

/** Who runs the containers, and how busy each is. */
export function ExecutorsPage(): ReactElement {
  const { data, error, isPending, refetch } = useExecutors();
  return (
    <Page title="Executors">
      {error && (
        <ProblemAlert error={error} what="The executors could not be read" onRetry={() => void refetch()} />
      )}
      {isPending && !error && <Skeleton height={160} />}
      {data && <Text aria-live="polite">{inWords(data)}</Text>}
      {data?.length === 0 && (
        <Text size="sm">
          Without one nothing runs: start one with <Code>knockem up</Code>, or on another machine as
          docs/many-executors.md says.
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
        {data?.map((executor) => (
          <ExecutorCard key={executor.executorId} executor={executor} />
        ))}
      </SimpleGrid>
    </Page>
  );
}

function inWords(executors: readonly Executor[]): string {
  const here = executors.filter(({ state }) => state === 'here' || state === 'draining');
  if (here.length === 0) return 'No executor is here.';
  const sum = (of: (executor: Executor) => number): number => here.reduce((total, one) => total + of(one), 0);
  const busy = `${sum(({ running }) => running)} of ${sum(({ slots }) => slots)} slots in use`;
  return here.length === 1 ? `One executor is here, ${busy}.` : `${here.length} executors are here, ${busy}.`;
}
