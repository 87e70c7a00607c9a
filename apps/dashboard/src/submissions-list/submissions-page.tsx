import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useQuery, keepPreviousData } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { listSubmissions } from '../api/client';
import { Page } from '../shell/page';
import { ProblemAlert } from '../shell/problem-alert';
import { Pages } from '../shell/pages';
import { usePages } from '../shell/use-pages';
import { NoSubmissions } from './no-submissions';
import { SubmissionsFilters } from './submissions-filters';
import { SubmissionsTable } from './submissions-table';
import { useChanges } from './use-changes';
import { useSubmissionsFilter } from './use-submissions-filter';

const SUBMISSIONS = 'submissions';
const PER_PAGE = 25;
/** Changes are told; that something is deleted is not, and a word may be lost. */
const TOLD_REFRESH_MS = 60_000;
/** Progress that a person follows, while the gateway does not tell it. */
const UNTOLD_REFRESH_MS = 5000;

export function SubmissionsPage(): ReactElement {
  const { filter, setFilter, isFiltered } = useSubmissionsFilter();
  const pages = usePages(JSON.stringify(filter));
  const asked = {
    ...filter,
    limit: PER_PAGE,
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  };
  const isTold = useChanges(SUBMISSIONS);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [SUBMISSIONS, asked],
    queryFn: () => listSubmissions(asked),
    refetchInterval: isTold ? TOLD_REFRESH_MS : UNTOLD_REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const isEmpty = data?.items.length === 0 && pages.number === 1;
  return (
    <Page
      title="Submissions"
      actions={
        <Button component={Link} to="/submit">
          Submit a genome
        </Button>
      }
    >
      <SubmissionsFilters filter={filter} onChange={setFilter} />
      {error && (
        <ProblemAlert error={error} what="The submissions could not be read" onRetry={() => void refetch()} />
      )}
      {data?.source === 'records' && (
        <Alert color="yellow" variant="light">
          The scheduler is away: this is what the records know, and it may lag.
        </Alert>
      )}
      {isPending && !error && <Loader aria-label="Reading the submissions" />}
      {isEmpty && !isFiltered && <NoSubmissions />}
      {isEmpty && isFiltered && <Text>No submission fits these filters.</Text>}
      {data && data.items.length > 0 && (
        <Stack>
          <SubmissionsTable submissions={data.items} />
        </Stack>
      )}
      {data && (
        <Group justify="flex-end">
          <Pages pages={pages} nextCursor={data.nextCursor} />
        </Group>
      )}
    </Page>
  );
}
