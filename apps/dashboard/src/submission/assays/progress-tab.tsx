import { Grid, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useMemo } from 'react';
import type { Schemas } from '#client';
import { listResults } from '../../api/client';
import { type TimelineEntry, withConclusions } from '../../api/timeline';
import { askAgainEvery, resultsStamp } from '../study-query';
import { hasEnded } from '../../shell/states';
import { NotificationsSection } from '../notifications/notifications-section';
import { EventTimeline } from '../timeline/event-timeline';
import { AssayTable } from './assay-table';
import { graphOf } from './graph-of';

const AssayGraph = lazy(async () => ({ default: (await import('./assay-graph')).AssayGraph }));

interface ProgressTabProps {
  readonly view: Schemas['SubmissionView'];
  readonly timeline: readonly TimelineEntry[];
}

/** How far it is: the assays as a graph and as a table, what happened when, and who was told of it. */
export function ProgressTab({ view, timeline }: ProgressTabProps): ReactElement {
  const { assays, progress } = view;
  const graph = useMemo(() => graphOf({ assays, progress }), [assays, progress]);
  const { data: results } = useQuery({
    queryKey: ['results', view.submission.id, resultsStamp(view)],
    queryFn: () => listResults(view.submission.id),
    placeholderData: keepPreviousData,
    refetchInterval: () => (hasEnded(view.submission.status) ? askAgainEvery(view, Date.now()) : false),
  });
  const entries = useMemo(
    () => withConclusions(timeline, assays, results ?? []),
    [timeline, assays, results],
  );
  const isPlanned = graph.nodes.length > 0;
  return (
    <Grid gap="lg">
      <Grid.Col span={12}>
        <Stack component="section" aria-label="Assays">
          <Title order={2} size="h4">
            Assays
          </Title>
          {isPlanned ? (
            <Suspense>
              <AssayGraph graph={graph} />
            </Suspense>
          ) : (
            <Text size="sm">
              Not planned yet: first an inspection looks at the image and counts the sites of the genome.
            </Text>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 8 }}>{isPlanned && <AssayTable graph={graph} />}</Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <EventTimeline entries={entries} />
      </Grid.Col>
      <Grid.Col span={12}>
        <NotificationsSection view={view} />
      </Grid.Col>
    </Grid>
  );
}
