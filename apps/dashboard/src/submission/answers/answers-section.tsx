import { Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { readSummary } from '../../api/client';
import { hasEnded } from '../../shell/states';
import { ProblemAlert } from '../../shell/problem-alert';
import { askAgainEvery, resultsStamp } from '../study-query';
import { AnswerCard } from './answer-card';
import { ANSWERS } from './answers';

interface AnswersSectionProps {
  readonly submissionId: string;
  readonly view: Schemas['SubmissionView'];
}

/** The five answers, as far as they are known; where one is missing, why. */
export function AnswersSection({ submissionId, view }: AnswersSectionProps): ReactElement {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['summary', submissionId, resultsStamp(view)],
    queryFn: () => readSummary(submissionId),
    placeholderData: keepPreviousData,
    refetchInterval: () => askAgainEvery(view, Date.now()),
  });
  return (
    <Stack component="section" aria-label="The five answers">
      <Title order={2} size="h4">
        How many sites matter
      </Title>
      {!hasEnded(view.submission.status) && (
        <Text size="sm">The submission goes on; answers come as assays complete.</Text>
      )}
      {error && (
        <ProblemAlert error={error} what="The answers could not be read" onRetry={() => void refetch()} />
      )}
      {isPending && !error && <Loader aria-label="Reading the answers" />}
      {data && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {ANSWERS.map(({ key, title, meaning }) => (
            <AnswerCard
              key={key}
              title={title}
              meaning={meaning}
              estimate={data[key]}
              note={data.notes[key]}
            />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  );
}
