import { Loader, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useMemo } from 'react';
import type { SkeletonizationResult } from '#contracts';
import type { Schemas } from '#client';
import { listResults } from '../../api/client';
import { ProblemAlert } from '../../shell/problem-alert';
import { askAgainEvery, resultsStamp } from '../study-query';
import { SkeletonTable } from './skeleton-table';
import { trackSpecification } from './track-specification';
import { tracksInWords } from './tracks';

const VegaPicture = lazy(async () => ({ default: (await import('../plots/vega-picture')).VegaPicture }));

interface SkeletonsTabProps {
  readonly submissionId: string;
  readonly view: Schemas['SubmissionView'];
}

/** What each skeleton retains, where along the genome. */
export function SkeletonsTab({ submissionId, view }: SkeletonsTabProps): ReactElement {
  const assay = view.assays.find(({ assayType }) => assayType === 'skeletonization');
  const { data, error, refetch } = useQuery({
    queryKey: ['results', submissionId, resultsStamp(view)],
    queryFn: () => listResults(submissionId),
    placeholderData: keepPreviousData,
    enabled: assay !== undefined,
    refetchInterval: () => askAgainEvery(view, Date.now()),
  });
  const found = data?.find(({ id }) => id === assay?.id)?.assayResult as unknown as
    SkeletonizationResult | undefined;
  return (
    <Stack component="section" aria-label="Skeletons">
      <Title order={2} size="h4">
        Skeletons along the genome
      </Title>
      {!view.submission.assayTypes.includes('skeletonization') && (
        <Text size="sm">Skeletonization was not asked for in this submission.</Text>
      )}
      {error && (
        <ProblemAlert error={error} what="The skeletons could not be read" onRetry={() => void refetch()} />
      )}
      {assay && !data && !error && <Loader aria-label="Reading the skeletons" />}
      {assay && data && !found && (
        <Text size="sm">
          {assay.status === 'completed'
            ? 'The result is being recorded.'
            : `The assay is ${assay.status}; its skeletons are told when it has completed.`}
        </Text>
      )}
      {found && <Tracks result={found} />}
    </Stack>
  );
}

function Tracks({ result }: { readonly result: SkeletonizationResult }): ReactElement {
  const specification = useMemo(() => trackSpecification(result), [result]);
  return (
    <>
      <Text size="sm">{tracksInWords(result)}</Text>
      <Suspense fallback={<Loader aria-label="Drawing the skeletons" />}>
        <VegaPicture specification={specification} description={tracksInWords(result)} />
      </Suspense>
      <SkeletonTable result={result} />
    </>
  );
}
