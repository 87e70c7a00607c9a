import { Group, Loader, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { listCompetitions } from '../../api/client';
import { Pages } from '../../shell/pages';
import { ProblemAlert } from '../../shell/problem-alert';
import { hasEnded } from '../../shell/states';
import { usePages } from '../../shell/use-pages';
import { CompetitionDrawer } from './competition-drawer';
import { CompetitionsFilters } from './competitions-filters';
import { CompetitionsTable } from './competitions-table';
import { useCompetitionsFilter } from './use-competitions-filter';

const PER_PAGE = 50;
const REFRESH_MS = 5000;

interface CompetitionsTabProps {
  readonly submissionId: string;
  readonly view: Schemas['SubmissionView'];
}

/** Competitions a page at a time, filtered by the gateway: there may be a million. One opens beside the table. */
export function CompetitionsTab({ submissionId, view }: CompetitionsTabProps): ReactElement {
  const { filter, setFilter, chosen, choose } = useCompetitionsFilter();
  const pages = usePages(JSON.stringify([submissionId, filter]));
  const asked = {
    ...filter,
    limit: PER_PAGE,
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  };
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    queryKey: ['competitions', submissionId, asked],
    queryFn: () => listCompetitions(submissionId, asked),
    placeholderData: keepPreviousData,
    refetchInterval: hasEnded(view.submission.status) ? false : REFRESH_MS,
  });
  return (
    <Stack component="section" aria-label="Competitions">
      <Title order={2} size="h4">
        Competitions
      </Title>
      <CompetitionsFilters assays={view.assays} filter={filter} onChange={setFilter} />
      {error && (
        <ProblemAlert
          error={error}
          what="The competitions could not be read"
          onRetry={() => void refetch()}
        />
      )}
      {isPending && !error && <Loader aria-label="Reading the competitions" />}
      {data?.items.length === 0 && (
        <Text size="sm">
          No competition {Object.keys(filter).length > 0 ? 'fits these filters' : 'is recorded yet'}.
        </Text>
      )}
      {data && data.items.length > 0 && (
        <CompetitionsTable
          rows={data.items}
          assays={view.assays}
          isStale={isPlaceholderData}
          onOpen={({ assayId, ordinal }) => choose({ assayId, ordinal })}
        />
      )}
      {data && (
        <Group justify="flex-end">
          <Pages pages={pages} nextCursor={data.nextCursor} />
        </Group>
      )}
      <CompetitionDrawer
        submissionId={submissionId}
        chosen={chosen}
        assays={view.assays}
        onClose={() => choose(undefined)}
      />
    </Stack>
  );
}
