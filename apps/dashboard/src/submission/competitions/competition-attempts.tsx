import { Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { attemptsTellMore } from '#client';
import { type CompetitionName, readAttempts } from '../../api/client';
import { ApiProblem } from '../../api/problem';
import { ProblemAlert } from '../../shell/problem-alert';
import { hasEnded } from '../../shell/states';
import { AttemptsTable, type ShownOutput } from './attempts-table';

const REFRESH_MS = 2000;

interface CompetitionAttemptsProps extends ShownOutput {
  readonly competition: CompetitionName;
  readonly status: string;
}

/** How often a competition was tried and how that went; nothing where that is what its own state says. */
export function CompetitionAttempts({
  competition,
  status,
  ...output
}: CompetitionAttemptsProps): ReactElement | null {
  const { data, error, refetch } = useQuery({
    queryKey: ['attempts', competition, status],
    queryFn: () => readAttempts(competition),
    placeholderData: keepPreviousData,
    refetchInterval: hasEnded(status) ? false : REFRESH_MS,
  });
  if (error && !data) {
    if (isNotPlanned(error)) return null;
    return (
      <ProblemAlert error={error} what="Its attempts could not be read" onRetry={() => void refetch()} />
    );
  }
  if (!data || !attemptsTellMore(data)) return null;
  const untold = data.numAttempts - data.items.length;
  return (
    <Stack gap="xs" component="section" aria-label="Attempts">
      <Title order={3} size="h5">
        Attempts
      </Title>
      {data.items.length > 0 && <AttemptsTable attempts={data.items} {...output} />}
      {untold > 0 && (
        <Text size="sm">
          {untold} of {data.numAttempts} attempts {untold === 1 ? 'is' : 'are'} not shown:{' '}
          {data.source === 'scheduler'
            ? 'these are the newest.'
            : 'how each went is kept for 30 days after the end of the submission.'}
        </Text>
      )}
    </Stack>
  );
}

/** The scheduler can say why it waits, though there is nothing of it to be tried yet. */
const isNotPlanned = (error: Error): boolean => error instanceof ApiProblem && error.status === 404;
