import { Loader, SimpleGrid, Stack, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { listFigures } from '../../api/client';
import { ProblemAlert } from '../../shell/problem-alert';
import { askAgainEvery, resultsStamp } from '../study-query';
import { FigureCard } from './figure-card';
import { MissingFigures } from './missing-figures';

interface FiguresSectionProps {
  readonly submissionId: string;
  readonly view: Schemas['SubmissionView'];
}

/** Every figure of the report as its result comes in; the others with the reason why there is none yet. */
export function FiguresSection({ submissionId, view }: FiguresSectionProps): ReactElement {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['figures', submissionId, resultsStamp(view)],
    queryFn: () => listFigures(submissionId),
    placeholderData: keepPreviousData,
    refetchInterval: () => askAgainEvery(view, Date.now()),
  });
  const ready = data?.filter(({ status }) => status === 'ready') ?? [];
  const missing = data?.filter(({ status }) => status !== 'ready') ?? [];
  return (
    <Stack component="section" aria-label="Figures">
      <Title order={2} size="h4">
        Figures
      </Title>
      {error && (
        <ProblemAlert error={error} what="The figures could not be read" onRetry={() => void refetch()} />
      )}
      {isPending && !error && <Loader aria-label="Reading the figures" />}
      <SimpleGrid cols={{ base: 1, xl: 2 }}>
        {ready.map((figure) => (
          <FigureCard key={figure.name} figure={figure} />
        ))}
      </SimpleGrid>
      {missing.length > 0 && <MissingFigures figures={missing} />}
    </Stack>
  );
}
